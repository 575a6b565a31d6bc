import QtQuick

// A page is on its way: a mark that runs along its upper edge.
Item {
    id: line

    clip: true
    height: Theme.gapTiny
    objectName: "loading"

    Rectangle {
        id: mark

        color: Theme.colours.live
        height: parent.height
        width: parent.width / 4

        NumberAnimation on x {
            duration: 1600
            from: -mark.width
            loops: Animation.Infinite
            running: line.visible
            to: line.width
        }
    }
}
