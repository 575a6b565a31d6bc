import QtQuick
import QtQuick.Layouts
import Kiosk

// One page of the service menu in its list: a picture, its name, one line of what it is.
Rectangle {
    id: tile

    required property string title
    required property string about
    required property string icon

    signal activated

    Accessible.description: about
    Accessible.name: title
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated()
    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: tap.pressed ? Theme.colours.tilePressed : Theme.colours.tile
    radius: Theme.radius

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: tile.activated()
    }
    ColumnLayout {
        anchors.left: parent.left
        anchors.margins: Theme.gap
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gapTiny

        Icon {
            Layout.alignment: Qt.AlignHCenter
            color: Theme.colours.tileText
            name: tile.icon
            size: Theme.menuIcon
        }
        Label {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.round(1.25 * Theme.menuTitle)
            color: Theme.colours.tileText
            font.pixelSize: Theme.menuTitle
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            horizontalAlignment: Text.AlignHCenter
            minimumPixelSize: Theme.small
            text: tile.title
            verticalAlignment: Text.AlignVCenter
        }
        Label {
            Layout.fillWidth: true
            // Room for two lines, so that the pictures of all tiles stand at one height.
            Layout.minimumHeight: Math.round(2.5 * Theme.menuNote)
            color: Theme.colours.tileText
            font.pixelSize: Theme.menuNote
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 3
            text: tile.about
            wrapMode: Text.WordWrap
        }
    }
}
