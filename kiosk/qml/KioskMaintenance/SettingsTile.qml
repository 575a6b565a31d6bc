import QtQuick
import Kiosk

// A group of settings in the list: its picture and name, and what is set in it.
Rectangle {
    id: tile

    required property string title
    required property string icon
    required property string about

    signal activated

    Accessible.description: about
    Accessible.name: title
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated()
    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: tap.pressed ? Theme.colours.tilePressed : Theme.colours.tile
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + 2 * Theme.gapTiny)
    radius: Theme.radius

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: tile.activated()
    }
    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.tileText
        name: tile.icon
        size: Theme.menuTitle
    }
    Column {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Theme.gap
        anchors.right: opens.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter

        Label {
            color: Theme.colours.tileText
            font.pixelSize: Theme.menuLine
            font.weight: Font.DemiBold
            text: tile.title
            width: parent.width
        }
        Label {
            color: Theme.colours.tileText
            font.pixelSize: Theme.menuNote
            text: tile.about
            visible: text !== ""
            width: parent.width
        }
    }
    Icon {
        id: opens

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.tileText
        name: "chevron-right"
        size: Theme.menuLine
    }
}
