import QtQuick
import QtQuick.Layouts

// A large tile of the page of a call: a sign over at most two lines. Off, it stays readable and cannot be touched.
Rectangle {
    id: tile

    required property string icon
    required property string text
    // Nothing to touch: a hint among the tiles.
    property bool hint: false
    property bool active: false

    signal activated

    Accessible.name: text
    Accessible.role: hint ? Accessible.StaticText : Accessible.Button
    Accessible.onPressAction: if (enabled && !hint)
        activated()
    border.color: Theme.colours.line
    border.width: enabled && !hint ? 0 : Theme.hairline
    color: hint || !enabled ? Theme.colours.tileOff : active ? Theme.colours.callConnected : tap.pressed ? Theme.colours.tilePressed : Theme.colours.tile
    implicitHeight: Theme.callTile
    objectName: hint ? "callHint" : "callTile"
    radius: Theme.radius

    TapHandler {
        id: tap

        enabled: !tile.hint
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: tile.activated()
    }
    ColumnLayout {
        readonly property color ink: tile.hint || !tile.enabled ? Theme.colours.tileOffText : tile.active ? Theme.colours.callConnectedText : Theme.colours.tileText

        id: parts

        anchors.centerIn: parent
        spacing: Theme.px(4)
        width: parent.width - 2 * Theme.gapTiny

        Icon {
            Layout.alignment: Qt.AlignCenter
            color: parts.ink
            name: tile.icon
            size: Theme.px(56)
        }
        Label {
            Layout.fillWidth: true
            color: parts.ink
            font.pixelSize: Theme.callTileWord
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 0.95
            maximumLineCount: 2
            text: tile.text
            wrapMode: Text.WordWrap
        }
    }
}
