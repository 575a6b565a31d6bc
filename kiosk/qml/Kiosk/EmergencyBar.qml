import QtQuick
import Kiosk.Screens

// Always there, on every page, never covered. Red where it calls, amber where it would lead nowhere and says so.
Rectangle {
    id: bar

    required property CallScreen call

    readonly property string look: call.barLook
    readonly property bool holdable: look === "ready" || look === "broken"
    readonly property real progress: holdable ? Math.max(hold.progress, call.arming) : 0
    readonly property color ink: look === "ready" ? Theme.colours.emergencyText : look === "broken" ? Theme.colours.callFailingText : Theme.colours.emergencyBarText

    Accessible.name: call.barTitle + ". " + call.barAdvice + ". " + call.barNote
    Accessible.role: holdable ? Accessible.Button : Accessible.StaticText
    Accessible.onPressAction: call.call()
    color: look === "ready" ? Theme.colours.emergency : look === "broken" ? Theme.colours.callFailing : Theme.colours.emergencyBar
    implicitHeight: Theme.emergencyBar
    objectName: "emergency"

    Rectangle {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.top: parent.top
        color: bar.look === "broken" ? Qt.darker(bar.color, 1.25) : Qt.darker(bar.color, 1.9)
        objectName: "emergencyFill"
        visible: bar.progress > 0
        width: Math.round(parent.width * bar.progress)
    }
    Rectangle {
        id: block

        color: bar.holdable ? "transparent" : Theme.colours.emergency
        height: parent.height
        width: number.implicitWidth + 2 * Theme.margin

        Label {
            id: number

            anchors.centerIn: parent
            color: bar.holdable ? bar.ink : Theme.colours.emergencyText
            font.pixelSize: Theme.emergencyNumber
            font.weight: Font.Bold
            text: "112"
        }
        Rectangle {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            color: bar.ink
            height: Theme.emergencyRing
            visible: bar.holdable
            width: Theme.hairline
        }
    }
    Column {
        anchors.left: block.right
        anchors.leftMargin: Theme.margin
        anchors.right: ring.visible ? ring.left : parent.right
        anchors.rightMargin: ring.visible ? Theme.gap : Theme.margin
        anchors.verticalCenter: parent.verticalCenter

        Label {
            id: title

            color: bar.ink
            font.capitalization: bar.look === "ready" && !hint.running ? Font.AllUppercase : Font.MixedCase
            font.pixelSize: Theme.emergencyTitle
            font.weight: Font.Bold
            text: bar.progress > 0 ? qsTr("Keep holding…") : hint.running ? qsTr("Hold for 2 seconds") : bar.call.barTitle
            width: parent.width
        }
        Label {
            color: bar.ink
            font.pixelSize: Theme.emergencyAdvice
            text: bar.progress > 0 ? qsTr("letting go ends it") : hint.running ? qsTr("do not let go before the ring is full") : bar.call.barAdvice
            width: parent.width
        }
        Label {
            color: bar.ink
            font.pixelSize: Theme.emergencyPromise
            text: bar.call.barNote
            visible: text !== "" && bar.progress === 0 && !hint.running
            width: parent.width
        }
    }
    HoldRing {
        id: ring

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        ink: bar.ink
        progress: bar.progress
        visible: bar.holdable
    }
    Timer {
        id: hint

        interval: 3000
        objectName: "hint"
    }
    HoldControl {
        id: hold

        anchors.fill: parent
        objectName: "hold"

        onHeld: bar.call.call()
        onTooShort: if (bar.holdable)
            hint.restart()
    }
}
