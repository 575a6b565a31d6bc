import QtQuick
import Kiosk

// One setting: its name, below it its value, and a sign that it can be changed.
Rectangle {
    id: button

    required property string title
    required property string value

    signal activated

    Accessible.description: value
    Accessible.name: title
    Accessible.role: Accessible.Button
    Accessible.onPressAction: if (enabled)
        activated()
    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: !enabled ? Theme.colours.tileOff : tap.pressed ? Theme.colours.tilePressed : Theme.colours.tile
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + 2 * Theme.gapTiny)
    radius: Theme.radius

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: button.activated()
    }
    Column {
        id: words

        readonly property color ink: button.enabled ? Theme.colours.tileText : Theme.colours.tileOffText

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: sign.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter

        Label {
            color: words.ink
            font.pixelSize: Theme.menuNote
            text: button.title
            width: parent.width
        }
        Label {
            color: words.ink
            elide: Text.ElideMiddle
            font.pixelSize: Theme.menuLine
            font.weight: Font.DemiBold
            objectName: "value"
            text: button.value
            width: parent.width
        }
    }
    Icon {
        id: sign

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: words.ink
        name: "chevron-right"
        size: Theme.menuLine
        visible: button.enabled
    }
}
