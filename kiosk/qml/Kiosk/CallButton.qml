import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// A button of the page of a call. One that ends a call is held, not tapped: rain taps too.
Rectangle {
    id: button

    required property string icon
    required property string text
    property bool byHold: false
    property bool large: false
    property bool inviting: false

    readonly property color paper: inviting ? Theme.colours.callConnected : Theme.colours.tile
    readonly property color ink: inviting ? Theme.colours.callConnectedText : Theme.colours.tileText

    signal activated

    Accessible.description: note.visible ? note.text : ""
    Accessible.name: text
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated()
    color: tap.pressed && !byHold ? Qt.darker(paper, 1.2) : paper
    implicitHeight: large ? Theme.callButton : Theme.tile
    radius: Theme.radius

    Rectangle {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.top: parent.top
        color: Theme.colours.tilePressed
        radius: button.radius
        visible: hold.progress > 0
        width: Math.round(parent.width * hold.progress)
    }
    RowLayout {
        anchors.centerIn: parent
        spacing: Theme.gapSmall
        width: Math.min(implicitWidth, button.width - 2 * Theme.gapTiny)

        Icon {
            color: button.ink
            name: button.icon
            size: button.large ? Theme.callButtonWord : Theme.px(48)
        }
        ColumnLayout {
            spacing: 0

            Label {
                Layout.fillWidth: true
                color: button.ink
                font.pixelSize: button.large ? Theme.callButtonWord : Theme.emergencyTitle
                font.weight: Font.DemiBold
                text: button.text
            }
            Label {
                id: note

                Layout.fillWidth: true
                color: button.ink
                font.pixelSize: button.large ? Theme.direction : Theme.button
                font.weight: hint.running ? Font.Bold : Font.Normal
                text: qsTr("hold for 1 second")
                visible: button.byHold
            }
        }
    }
    Timer {
        id: hint

        interval: 3000
    }
    TapHandler {
        id: tap

        acceptedButtons: Qt.LeftButton
        enabled: !button.byHold
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: button.activated()
    }
    HoldControl {
        id: hold

        anchors.fill: parent
        enabled: button.byHold
        objectName: "holdButton"

        Component.onCompleted: holdFor(1)
        onHeld: button.activated()
        onTooShort: hint.restart()
    }
}
