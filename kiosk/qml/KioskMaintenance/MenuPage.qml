pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Screens
import Kiosk.Maintenance

// The list of pages.
Item {
    id: page

    required property MaintenanceScreen maintenance
    required property Passenger passenger
    required property bool portrait

    Grid {
        anchors.fill: parent
        anchors.margins: Theme.margin
        columns: page.portrait ? 2 : 3
        spacing: Theme.gap

        Repeater {
            model: ["status", "drill", "usage", "settings", "events", "power"]

            BigButton {
                required property string modelData

                objectName: modelData
                text: modelData
                visible: page.maintenance.has(modelData)

                onActivated: page.maintenance.open(modelData)
            }
        }
    }
}
