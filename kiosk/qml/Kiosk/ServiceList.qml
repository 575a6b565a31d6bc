pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// Services one below the other.
ListView {
    id: list

    required property ServicesScreen services
    // Two lines a service, where the keyboard leaves little room.
    property bool brief: false

    signal chosen(string key)

    boundsBehavior: Flickable.StopAtBounds
    // Nothing is made ahead of time: the page may be left at any moment.
    cacheBuffer: 0
    clip: true
    model: services.rows
    objectName: "serviceList"

    delegate: ServiceRow {
        brief: list.brief
        width: list.width

        onActivated: list.chosen(key)
    }
}
