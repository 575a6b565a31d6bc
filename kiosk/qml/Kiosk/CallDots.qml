pragma ComponentBehavior: Bound
import QtQuick

// Moves while something goes on at the far end of the line.
Row {
    id: dots

    required property color ink
    property int step: 0

    objectName: "moving"
    spacing: Theme.callDot

    Timer {
        interval: 400
        repeat: true
        running: dots.visible

        onTriggered: dots.step = (dots.step + 1) % 3
    }
    Repeater {
        model: 3

        Rectangle {
            required property int index

            color: dots.ink
            height: Theme.callDot
            opacity: dots.step === index ? 1 : 0.35
            radius: height / 2
            width: height
        }
    }
}
