pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// Everything that is announced for this stop, in full.
Page {
    id: page

    required property AlertsScreen alerts

    title: qsTr("Announcements")

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

    ListView {
        id: list

        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        // Nothing is made ahead of time: the page may be left at any moment.
        cacheBuffer: 0
        clip: true
        model: page.alerts.rows
        objectName: "alerts"
        spacing: Theme.gap
        visible: page.alerts.count > 0

        delegate: AlertCard {
            width: list.width
        }
        footer: Item {
            height: Theme.gap
        }
    }
    Rectangle {
        anchors.bottom: list.bottom
        height: Theme.px(96)
        visible: list.visible && !list.atYEnd
        width: list.width

        gradient: Gradient {
            GradientStop {
                color: Qt.alpha(Theme.colours.page, 0)
                position: 0
            }
            GradientStop {
                color: Theme.colours.page
                position: 1
            }
        }
    }
    Notice {
        anchors.centerIn: parent
        icon: "info-circle"
        more: ""
        text: qsTr("No announcements now")
        visible: page.alerts.count === 0
        width: parent.width
    }
}
