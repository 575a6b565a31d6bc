import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// The departures that do not fit on the board, by pages.
Page {
    id: page

    required property ArrivalsScreen arrivals

    title: qsTr("Later departures")

    actions: [
        BigButton {
            Layout.fillWidth: true
            enabled: page.arrivals.laterPage > 0
            icon: "chevron-left"
            objectName: "earlierPage"
            text: qsTr("Earlier")
            visible: page.arrivals.laterPages > 1

            onActivated: page.arrivals.turn(-1)
        },
        BigButton {
            Layout.fillWidth: true
            enabled: page.arrivals.laterPage < page.arrivals.laterPages - 1
            icon: "chevron-right"
            objectName: "laterPage"
            text: qsTr("Later")
            visible: page.arrivals.laterPages > 1

            onActivated: page.arrivals.turn(1)
        }
    ]

    ArrivalList {
        anchors.fill: parent
        model: page.arrivals.later
        objectName: "laterRows"
        step: page.arrivals.step

        onActivated: key => page.navigation.open("trip", key)
        onCapacityChanged: page.arrivals.fitLater(capacity)
    }
}
