import QtQuick
import QtQuick.Layouts
import Kiosk

// A number and what it counts.
Rectangle {
    id: tile

    required property string number
    required property string name

    Accessible.name: `${tile.name}: ${tile.number}`
    Accessible.role: Accessible.StaticText
    Layout.fillHeight: true
    Layout.fillWidth: true
    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: Theme.colours.page
    implicitHeight: parts.implicitHeight + 2 * Theme.gapSmall
    objectName: "tile"
    radius: Theme.radius

    ColumnLayout {
        id: parts

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        spacing: 0
        y: Theme.gapSmall

        Label {
            Layout.fillWidth: true
            font.pixelSize: Theme.menuTitle
            font.weight: Font.DemiBold
            text: tile.number
        }
        Label {
            Layout.fillWidth: true
            color: Theme.colours.quiet
            font.pixelSize: Theme.menuNote
            maximumLineCount: 2
            text: tile.name
            wrapMode: Text.Wrap
        }
    }
}
