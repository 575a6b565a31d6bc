import QtQuick

// Stands where the first page will be until it can be seen: never a white screen.
Rectangle {
    id: opening

    Accessible.name: words.text
    Accessible.role: Accessible.StaticText
    color: Theme.colours.page
    objectName: "opening"

    Column {
        anchors.centerIn: parent
        spacing: Theme.gap
        width: parent.width - 2 * Theme.margin

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.colours.quiet
            name: "building-bank"
            size: Theme.noticeIcon
        }
        Label {
            id: words

            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 2
            text: qsTr("Opening the page…")
            width: parent.width
            wrapMode: Text.WordWrap
        }
        CallDots {
            anchors.horizontalCenter: parent.horizontalCenter
            ink: Theme.colours.quiet
        }
    }
}
