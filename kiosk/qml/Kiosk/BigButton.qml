import QtQuick
import QtQuick.Layouts

// A touch target: acts on release inside, at once, also while another finger rests elsewhere on the glass.
Rectangle {
    id: button

    required property string text
    property string icon
    property string note
    property string spoken: text
    // A line of text with its icon after it, in place of an icon over a word; an arrow back stands before it.
    property bool flat: false
    property color ground: flat ? Theme.colours.action : Theme.colours.tile

    signal activated

    Accessible.description: note
    Accessible.name: spoken
    Accessible.role: Accessible.Button
    Accessible.onPressAction: if (enabled)
        activated()
    border.color: Theme.colours.line
    border.width: enabled ? 0 : Theme.hairline
    color: !enabled ? Theme.colours.tileOff : tap.pressed ? Theme.colours.tilePressed : ground
    implicitHeight: flat ? Theme.touch : Theme.tile
    implicitWidth: Math.max(Theme.touch, parts.implicitWidth + 2 * (flat ? Theme.gap : Theme.gapTiny))
    objectName: "button"
    radius: Theme.radius

    TapHandler {
        id: tap

        acceptedButtons: Qt.LeftButton
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: button.activated()
    }
    GridLayout {
        id: parts

        readonly property color ink: button.enabled ? Theme.colours.tileText : Theme.colours.tileOffText

        anchors.centerIn: parent
        columnSpacing: Theme.gapTiny
        flow: button.flat ? GridLayout.LeftToRight : GridLayout.TopToBottom
        layoutDirection: button.flat && button.icon !== "arrow-left" ? Qt.RightToLeft : Qt.LeftToRight
        rowSpacing: Theme.px(2)
        width: Math.min(implicitWidth, button.width - 2 * Theme.px(4))

        Icon {
            Layout.alignment: Qt.AlignCenter
            color: parts.ink
            name: button.icon
            size: Theme.px(button.flat ? 40 : 48)
            visible: name !== ""
        }
        Label {
            Layout.alignment: Qt.AlignCenter
            Layout.fillWidth: true
            color: parts.ink
            font.pixelSize: button.flat ? Theme.banner : Theme.button
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            text: button.text
        }
        Label {
            Layout.alignment: Qt.AlignCenter
            Layout.fillWidth: true
            color: parts.ink
            font.pixelSize: Theme.buttonNote
            horizontalAlignment: Text.AlignHCenter
            text: button.note
            visible: text !== ""
        }
    }
}
