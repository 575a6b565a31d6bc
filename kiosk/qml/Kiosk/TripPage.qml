import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// One departure: where its bus is now, and when it is at which stop.
Page {
    id: page

    required property TripScreen trip
    // Whether passengers may report from here.
    required property bool reports

    // Standing, the buttons that scroll leave no room for its word; the board offers the same.
    shared: reports && trip.known && !(portrait && stops.contentHeight > stops.height)
    title: ""

    actions: [
        BigButton {
            Layout.fillWidth: true
            icon: "message-report"
            objectName: "reportTrip"
            spoken: qsTr("Report a problem")
            text: qsTr("Report")
            visible: page.shared

            onActivated: page.navigation.open("report", page.navigation.subject)
        },
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
