import QtQuick
import QtQuick.Layouts

// A touch target: acts on release inside, at once, also while another finger rests elsewhere on the glass.
Rectangle {
    id: button

    required property string text
    property string icon
    property string note
    property bool beside: false
    property string spoken: text

    signal activated

    Accessible.description: note
    Accessible.name: spoken
    Accessible.role: Accessible.Button
    Accessible.onPressAction: if (enabled)
        activated()
    border.color: Theme.colours.tileOffText
    border.width: enabled ? 0 : Theme.hairline
    color: !enabled ? Theme.colours.tileOff : tap.pressed ? Theme.colours.tilePressed : Theme.colours.tile
    implicitHeight: Theme.touch
    implicitWidth: Math.max(Theme.touch, parts.implicitWidth + 2 * Theme.gapSmall)
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
        columnSpacing: Theme.gapSmall
        flow: button.beside ? GridLayout.LeftToRight : GridLayout.TopToBottom
        rowSpacing: Theme.px(4)
        width: Math.min(implicitWidth, button.width - 2 * Theme.gapTiny)

        Icon {
            Layout.alignment: Qt.AlignCenter
            color: parts.ink
            name: button.icon
            size: Theme.px(44)
            visible: name !== ""
        }
        Label {
            Layout.alignment: Qt.AlignCenter
            Layout.fillWidth: true
            color: parts.ink
            font.pixelSize: Theme.button
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
