import QtQuick
import QtQuick.Layouts

// A way out of the session or on with it: a sign and its words side by side, and the one that is meant stands out.
Rectangle {
    id: button

    required property string text
    required property string icon
    property bool strong: false

    property color ink: strong ? Theme.colours.page : Theme.colours.tileText
    property color paper: strong ? Theme.colours.text : Theme.colours.tile
    readonly property alias pressed: tap.pressed

    signal activated

    Accessible.name: text
    Accessible.role: Accessible.Button
    Accessible.onPressAction: if (enabled)
        activated()
    border.color: Theme.colours.line
    border.width: enabled && strong ? 0 : Theme.hairline
    color: !enabled ? Theme.colours.tileOff : !tap.pressed ? paper : strong ? Theme.colours.quiet : Theme.colours.tilePressed
    implicitHeight: Math.max(Theme.tile, parts.implicitHeight + 2 * Theme.gapSmall)
    implicitWidth: Math.max(Theme.touch, parts.implicitWidth + 2 * Theme.gap)
    radius: Theme.radius

    TapHandler {
        id: tap

        acceptedButtons: Qt.LeftButton
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: button.activated()
    }
    RowLayout {
        id: parts

        anchors.centerIn: parent
        spacing: Theme.gapSmall
        width: Math.min(implicitWidth, button.width - 2 * Theme.gap)

        Icon {
            color: words.color
            name: button.icon
            size: Theme.px(48)
        }
        Label {
            id: words

            Layout.fillWidth: true
            color: button.enabled ? button.ink : Theme.colours.tileOffText
            font.pixelSize: Theme.banner
            font.weight: Font.DemiBold
            maximumLineCount: 2
            text: button.text
            wrapMode: Text.WordWrap
        }
    }
}
