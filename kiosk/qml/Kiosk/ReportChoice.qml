import QtQuick

// One thing to report, sent by a touch: a sign or the badge of a route, its words, a quiet line under them.
Rectangle {
    id: choice

    required property string text
    property string note
    property string icon
    default property alias lead: lead.data

    signal activated

    Accessible.description: note
    Accessible.name: text
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated()
    color: tap.pressed ? Theme.colours.tilePressed : Theme.colours.action
    height: Math.max(Theme.touch, words.height + 2 * Theme.gapTiny)
    objectName: "choice"
    radius: Theme.radius

    TapHandler {
        id: tap

        acceptedButtons: Qt.LeftButton
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: choice.activated()
    }
    Item {
        id: lead

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        height: childrenRect.height
        width: Math.max(childrenRect.width, choice.icon === "" ? 0 : Theme.px(56))

        Icon {
            color: Theme.colours.tileText
            name: choice.icon
            size: Theme.px(56)
            visible: name !== ""
        }
    }
    Column {
        id: words

        anchors.left: lead.right
        anchors.leftMargin: Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter

        Label {
            color: Theme.colours.tileText
            font.pixelSize: Theme.serviceName
            font.weight: Font.DemiBold
            maximumLineCount: 2
            text: choice.text
            visible: text !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
        Label {
            color: Theme.colours.tileText
            font.pixelSize: Theme.small
            text: choice.note
            visible: text !== ""
            width: parent.width
        }
    }
}
