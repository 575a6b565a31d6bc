import QtQuick
import QtQuick.Layouts
import Kiosk

// Content that may be higher than the room: two large buttons move it by most of what is seen, no swipe is needed.
// They stand below it; `beside` puts them at its right, where height is scarce, and keeps that room free always.
// What stands in it goes one below the other; give it Layout.fillWidth.
Item {
    id: area

    property bool beside: false
    property alias spacing: column.spacing
    default property alias content: column.data

    readonly property alias flick: flick
    // Asked of the whole room, so that the buttons never take the room that would make them needless.
    readonly property bool tooHigh: column.implicitHeight > height
    // As high as a row of a few lines, where there is room to move at all.
    readonly property real kept: Math.min(1.5 * Theme.touch, flick.height / 2)

    // Back to the top, as after the content became another.
    function toTop() {
        flick.contentY = 0;
    }

    Flickable {
        id: flick

        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: column.implicitHeight
        contentWidth: width
        height: area.tooHigh && !area.beside ? buttons.y - Theme.gapSmall : area.height
        width: area.beside ? area.width - Theme.menuScroll - Theme.gap : area.width

        ColumnLayout {
            id: column

            spacing: Theme.gap
            width: flick.width
        }
    }
    FadeBelow {
        height: Theme.gap
        target: flick
    }
    GridLayout {
        id: buttons

        columnSpacing: Theme.touchGap
        flow: area.beside ? GridLayout.TopToBottom : GridLayout.LeftToRight
        height: area.beside ? area.height : Theme.touch
        rowSpacing: Theme.touchGap
        visible: area.tooHigh
        width: area.beside ? Theme.menuScroll : area.width
        x: area.width - width
        y: area.height - height

        ScrollButton {
            Layout.fillHeight: true
            direction: -1
            kept: area.kept
            target: flick
        }
        ScrollButton {
            Layout.fillHeight: true
            direction: 1
            kept: area.kept
            target: flick
        }
    }
}
