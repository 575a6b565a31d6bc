pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// The line of a trip, top to bottom: behind the bus it is quiet, before it in the colour of the route.
ListView {
    id: list

    required property TripScreen trip
    property bool byHand: false
    // The bus glides from place to place, but does not fly in when the page opens.
    property bool placed: false

    readonly property int lineX: Theme.px(64)
    readonly property int lineWidth: Theme.px(14)
    readonly property bool located: trip.bus >= 0
    readonly property real busY: (trip.bus + 0.5) * Theme.stopHeight
    readonly property color lineColor: trip.look === "cancelled" && !located ? Theme.colours.quiet : Theme.routeColour(trip.routeColor, trip.mode)

    // Our stop in the middle, and the bus above it; where both do not fit, our stop wins.
    function follow() {
        if (byHand)
            return;
        const rows = Math.floor(height / Theme.stopHeight);
        let top = trip.ours - Math.floor(rows / 2);
        if (located && trip.bus <= trip.ours)
            top = Math.min(top, Math.floor(trip.bus));
        top = Math.max(top, trip.ours + 1 - rows, 0);
        contentY = Math.min(top * Theme.stopHeight, Math.max(contentHeight - height, 0));
    }
    function settle() {
        placed = located;
    }

    boundsBehavior: Flickable.StopAtBounds
    // Nothing is made ahead of time: the page may be left at any moment.
    cacheBuffer: 0
    clip: true
    model: trip.stops
    objectName: "stops"
    snapMode: ListView.SnapToItem

    delegate: TripStop {
        lineX: list.lineX
        width: list.width
    }

    onContentHeightChanged: follow()
    onDragStarted: byHand = true
    onHeightChanged: follow()

    Connections {
        function onChanged() {
            list.follow();
            Qt.callLater(list.settle);
        }
        function onOpened() {
            list.byHand = false;
            list.placed = false;
            list.follow();
        }

        target: list.trip
    }
    Rectangle {
        border.color: Theme.colours.line
        border.width: Theme.hairline
        color: Theme.colours.panel
        height: Theme.stopHeight
        parent: list.contentItem
        radius: Theme.radius
        width: list.width
        y: list.trip.ours * Theme.stopHeight
        z: -2
    }
    Item {
        id: line

        height: list.contentHeight
        parent: list.contentItem
        width: list.width
        z: -1

        readonly property real start: Theme.stopHeight / 2
        readonly property real end: height - Theme.stopHeight / 2
        readonly property real turn: list.located ? list.busY : start

        Rectangle {
            color: Theme.colours.quiet
            height: line.turn - y
            opacity: 0.5
            width: Math.round(list.lineWidth / 2)
            x: list.lineX - width / 2
            y: line.start
        }
        Rectangle {
            color: list.lineColor
            height: line.end - y
            radius: width / 2
            width: list.lineWidth
            x: list.lineX - width / 2
            y: line.turn
        }
    }
    Rectangle {
        id: bus

        readonly property color ink: list.trip.seen ? Theme.routeInk(list.trip.routeColor, list.trip.routeTextColor) : list.lineColor

        Accessible.name: list.trip.whereabouts
        Accessible.role: Accessible.Graphic
        border.color: list.trip.seen ? Theme.colours.page : list.lineColor
        border.width: Theme.px(5)
        color: list.trip.seen ? list.lineColor : Theme.colours.page
        height: Theme.px(76)
        objectName: "bus"
        parent: list.contentItem
        radius: Theme.px(20)
        visible: list.located
        width: height
        x: list.lineX - width / 2
        y: list.busY - height / 2
        z: 3

        Behavior on y {
            enabled: list.placed

            NumberAnimation {
                duration: 800
                easing.type: Easing.InOutQuad
            }
        }

        Icon {
            anchors.centerIn: parent
            color: bus.ink
            name: list.trip.icon
            size: Theme.px(48)
        }
    }
}
