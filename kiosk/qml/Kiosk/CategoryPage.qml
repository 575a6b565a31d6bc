import QtQuick
import Kiosk.Screens

// The services of one category.
Page {
    id: page

    required property ServicesScreen services

    title: services.heading

    actions: [
        ScrollButton {
            direction: -1
            target: list
        },
        ScrollButton {
            direction: 1
            target: list
        }
    ]

    ServiceList {
        id: list

        anchors.fill: parent
        services: page.services
        visible: page.services.count > 0

        onChosen: key => page.navigation.open("service", key)
    }
    FadeBelow {
        target: list
    }
    Notice {
        anchors.centerIn: parent
        icon: "info-circle"
        more: ""
        text: qsTr("Nothing is offered here yet")
        visible: page.services.count === 0
        width: parent.width
    }
}
