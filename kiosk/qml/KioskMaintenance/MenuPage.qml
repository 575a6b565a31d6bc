pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// The list of pages: a large tile for each.
MaintenancePage {
    id: page

    readonly property var tiles: [
        {
            "name": "status",
            "icon": "heartbeat",
            "title": qsTr("Status"),
            "about": qsTr("What works, what does not, and since when")
        },
        {
            "name": "drill",
            "icon": "checklist",
            "title": qsTr("Readiness drill"),
            "about": qsTr("Sixty seconds: touch, sound, line, network")
        },
        {
            "name": "usage",
            "icon": "chart-bar",
            "title": qsTr("Usage"),
            "about": qsTr("What is opened, calls, accuracy of predictions")
        },
        {
            "name": "settings",
            "icon": "settings",
            "title": qsTr("Settings"),
            "about": qsTr("Stop, feeds, sound, brightness, PIN")
        },
        {
            "name": "events",
            "icon": "history",
            "title": qsTr("Events"),
            "about": qsTr("What happened, newest first; the black box")
        },
        {
            "name": "power",
            "icon": "power",
            "title": qsTr("Power"),
            "about": qsTr("Start again, out of service, test picture")
        }
    ]

    title: qsTr("Service menu")

    GridLayout {
        anchors.fill: parent
        columnSpacing: Theme.gap
        columns: page.portrait ? 2 : 3
        rowSpacing: Theme.gap
        uniformCellHeights: true
        uniformCellWidths: true

        Repeater {
            model: page.tiles.filter(tile => page.maintenance.has(tile.name))

            MenuTile {
                required property var modelData

                Layout.fillHeight: true
                Layout.fillWidth: true
                about: modelData.about
                icon: modelData.icon
                objectName: modelData.name
                title: modelData.title

                onActivated: page.maintenance.open(modelData.name)
            }
        }
    }
}
