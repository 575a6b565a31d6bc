pragma ComponentBehavior: Bound
import QtQuick

// Rows of departures; a row that changes place slides there.
ListView {
    id: list

    property int step: 0
    property bool slides: true
    // Whether a line closes the last row that fits, too.
    property bool ruled: false
    readonly property int capacity: Math.max(Math.floor(height / Theme.rowHeight), 1)
    readonly property int rowHeight: Math.floor(height / capacity)

    signal activated(string key)

    interactive: false

    delegate: ArrivalRow {
        height: list.rowHeight
        ruled: list.ruled || index < list.capacity - 1
        step: list.step
        width: list.width

        onActivated: key => list.activated(key)
    }
    displaced: Transition {
        enabled: list.slides

        NumberAnimation {
            duration: 400
            easing.type: Easing.InOutQuad
            property: "y"
        }
    }
    move: Transition {
        enabled: list.slides

        NumberAnimation {
            duration: 400
            easing.type: Easing.InOutQuad
            property: "y"
        }
    }
}
