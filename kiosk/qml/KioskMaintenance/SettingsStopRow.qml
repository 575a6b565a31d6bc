import QtQuick
import Kiosk

// A stop that was found: its name, its numbers, and the lines that call there.
Rectangle {
    id: row

    required property string title
    required property string about
    required property string lines

    signal activated

    Accessible.description: `${about}. ${lines}`
    Accessible.name: title
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated()
    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: tap.pressed ? Theme.colours.tilePressed : Theme.colours.tile
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + 2 * Theme.gapSmall)
    radius: Theme.radius

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: row.activated()
    }
    Column {
        id: words

        anchors.left: parent.left
        anchors.margins: Theme.gap
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter

        Label {
            color: Theme.colours.tileText
            font.pixelSize: Theme.menuLine
            font.weight: Font.DemiBold
            text: row.title
            width: parent.width
        }
        Label {
            color: Theme.colours.tileText
            font.pixelSize: Theme.menuNote
            text: row.about
            width: parent.width
        }
        Label {
            color: Theme.colours.tileText
            font.pixelSize: Theme.menuNote
            maximumLineCount: 3
            objectName: "lines"
            text: row.lines
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
