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
    // What the rows have: it follows rowHeight only together with their places.
    property int settledHeight: 0
    property bool settling: false

    signal activated(string key)

    // Rows that slide while they grow would end beside their places.
    function settle() {
        settling = true;
        settledHeight = rowHeight;
        forceLayout();
        settling = false;
    }

    interactive: false

    delegate: ArrivalRow {
        height: list.settledHeight
        ruled: list.ruled || index < list.capacity - 1
        step: list.step
        width: list.width

        onActivated: key => list.activated(key)
    }
    onRowHeightChanged: settle()

    displaced: Transition {
        enabled: list.slides && !list.settling

        NumberAnimation {
            duration: 400
            easing.type: Easing.InOutQuad
            property: "y"
        }
    }
    move: Transition {
        enabled: list.slides && !list.settling

        NumberAnimation {
            duration: 400
            easing.type: Easing.InOutQuad
            property: "y"
        }
    }
}
