pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Maintenance

// The touch grid: each field fills where it felt a finger.
Rectangle {
    id: grid

    required property DrillScreen screen
    required property bool portrait

    readonly property TouchStep touch: screen.touch as TouchStep

    color: Theme.colours.page
    objectName: "touchGrid"

    Component.onCompleted: touch.begin(grid, portrait)
    Component.onDestruction: touch.end()

    Repeater {
        model: grid.touch.columns * grid.touch.rows

        Rectangle {
            required property int index

            readonly property int column: index % grid.touch.columns
            readonly property int line: Math.floor(index / grid.touch.columns)
            readonly property bool felt: grid.touch.cells[index] === "1"

            border.color: felt ? Theme.colours.page : Theme.colours.text
            border.width: Theme.hairline
            color: felt ? Theme.colours.live : Theme.colours.page
            height: Math.round((line + 1) * grid.height / grid.touch.rows) - y
            objectName: felt ? "felt" : "unfelt"
            width: Math.round((column + 1) * grid.width / grid.touch.columns) - x
            x: Math.round(column * grid.width / grid.touch.columns)
            y: Math.round(line * grid.height / grid.touch.rows)
        }
    }
    MouseArea {
        anchors.fill: parent

        onCanceled: grid.touch.mouse(false, 0, 0)
        onPositionChanged: mouse => grid.touch.mouse(true, mouse.x / width, mouse.y / height)
        onPressed: mouse => grid.touch.mouse(true, mouse.x / width, mouse.y / height)
        onReleased: mouse => grid.touch.mouse(false, mouse.x / width, mouse.y / height)
    }
    // Takes every finger, so that nothing else acts on it, not even as a mouse; TouchStep sees them by itself.
    MultiPointTouchArea {
        anchors.fill: parent
        mouseEnabled: false
    }
    DrillNote {
        anchors.centerIn: parent
        seconds: grid.screen.stepSecondsLeft
        text: grid.touch.stuck ? qsTr("A finger stays on the glass. Lift it, or clean the glass") : qsTr("Wipe over every field. Left: %1").arg(grid.touch.missing)
        width: Math.min(parent.width * 0.8, Theme.px(900))
    }
}
