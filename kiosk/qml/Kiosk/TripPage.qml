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
            target: stops

            onMoved: stops.byHand = true
        },
        ScrollButton {
            direction: 1
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
    TripStops {
        id: stops

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: heading.bottom
        anchors.topMargin: Theme.gap
        trip: page.trip
        visible: page.trip.known
    }
}
