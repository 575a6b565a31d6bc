pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// What can be set, and what has become of the last change.
ScrollArea {
    id: groups

    required property SettingsScreen screen
    required property bool portrait

    beside: !portrait

    Strip {
        Layout.fillWidth: true
        icon: "info-circle"
        objectName: "told"
        text: groups.screen.told
        visible: text !== ""
    }
    Explanation {
        color: Theme.colours.late
        objectName: "locked"
        text: groups.screen.locked
        visible: text !== ""
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.touchGap
        columns: groups.portrait ? 1 : 2
        rowSpacing: Theme.touchGap
        uniformCellWidths: true

        Repeater {
            model: groups.screen.groups

            SettingsTile {
                required property string key

                Layout.fillWidth: true
                objectName: `group-${key}`

                onActivated: groups.screen.openGroup(key)
            }
        }
    }
}
