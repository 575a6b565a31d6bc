import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// Ends the call: by a tap before it began, by holding after, because rain taps too.
Rectangle {
    id: button

    required property CallScreen call
    property bool large: false

    readonly property bool byHold: call.wayOut === "hold"

    Accessible.description: note.visible ? note.text : ""
    Accessible.name: call.wayOutText
    Accessible.role: Accessible.Button
    Accessible.onPressAction: call.giveUp()
    border.color: Theme.colours.tileText
    border.width: 0
    clip: true
    color: tap.pressed && !byHold ? Theme.colours.tilePressed : Theme.colours.tile
    implicitHeight: large ? Theme.callButton : Theme.tile
    objectName: "wayOut"
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
            color: Theme.colours.tileText
            name: button.call.wayOut === "close" ? "arrow-left" : "x"
            size: button.large ? Theme.callButtonWord : Theme.px(48)
        }
        ColumnLayout {
            spacing: 0

            Label {
                Layout.fillWidth: true
                color: Theme.colours.tileText
                font.pixelSize: button.large ? Theme.callButtonWord : Theme.emergencyTitle
                font.weight: Font.DemiBold
                text: button.call.wayOutText
            }
            Label {
                id: note

                Layout.fillWidth: true
                color: Theme.colours.tileText
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

        enabled: !button.byHold
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: button.call.giveUp()
    }
    HoldArea {
        id: hold

        anchors.fill: parent
        enabled: button.byHold
        objectName: "holdWayOut"

        Component.onCompleted: holdFor(1)
        onHeld: button.call.giveUp()
        onTooShort: hint.restart()
    }
}
