pragma ComponentBehavior: Bound
import QtQuick

// Rows of departures; a row that changes place slides there.
ListView {
    id: list

    property int step: 0
    readonly property int capacity: Math.floor(height / Theme.rowHeight)

    signal activated(string key)

    interactive: false

    delegate: ArrivalRow {
        step: list.step
        width: list.width

        onActivated: key => list.activated(key)
    }
    displaced: Transition {
        NumberAnimation {
            duration: 400
            easing.type: Easing.InOutQuad
            property: "y"
        }
    }
    move: Transition {
        NumberAnimation {
            duration: 400
            easing.type: Easing.InOutQuad
            property: "y"
        }
    }
}
