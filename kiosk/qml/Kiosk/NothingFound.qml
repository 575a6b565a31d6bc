import QtQuick

// Nothing was found: what to try, and the way to everything.
Column {
    id: nothing

    // Over the keyboard there is little room.
    property bool brief: false

    signal everything

    spacing: Theme.gap

    Label {
        font.pixelSize: nothing.brief ? Theme.serviceName : Theme.title
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("Nothing found")
        width: parent.width
    }
    Label {
        color: Theme.colours.quiet
        font.pixelSize: Theme.serviceWord
        horizontalAlignment: Text.AlignHCenter
        maximumLineCount: nothing.brief ? 1 : 3
        text: nothing.brief ? qsTr("Try another word") : qsTr("Try another word, or look through all services")
        width: parent.width
        wrapMode: Text.Wrap
    }
    BigButton {
        anchors.horizontalCenter: parent.horizontalCenter
        flat: true
        icon: "chevron-right"
        objectName: "allServices"
        text: qsTr("All services")

        onActivated: nothing.everything()
    }
}
