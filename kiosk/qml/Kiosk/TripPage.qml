import QtQuick
import Kiosk.Screens

// One departure: where its bus is now, and when it is at which stop.
Page {
    id: page

    required property TripScreen trip

    title: ""

    actions: [
        ScrollButton {
            direction: -1
            row: Theme.stopHeight
            target: stops

            onMoved: stops.byHand = true
        },
        ScrollButton {
            direction: 1
            row: Theme.stopHeight
            target: stops

            onMoved: stops.byHand = true
        }
    ]

    TripHeading {
        id: heading

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.gapSmall
        trip: page.trip
        visible: page.trip.known
    }
    TripWords {
        id: words

        narrow: !page.portrait
        parent: page.portrait ? heading.parent : page.aside
        trip: page.trip
        visible: page.trip.known
        width: parent.width - (page.portrait ? 0 : 2 * Theme.gap)
        x: page.portrait ? 0 : Theme.gap
        y: page.portrait ? heading.y + heading.height : Theme.gap
    }
    TripStops {
        id: stops

        // Whole rows only: half a name cannot be read.
        readonly property int rows: Math.floor((parent.height - y) / Theme.stopHeight)

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: page.portrait ? words.bottom : heading.bottom
        anchors.topMargin: Theme.gapSmall
        height: Math.max(rows, 1) * Theme.stopHeight
        trip: page.trip
        visible: page.trip.known
    }
}
