pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// The settings of one group, each a button that changes it.
ScrollArea {
    id: rows

    required property SettingsScreen screen
    required property bool portrait

    beside: !portrait
    spacing: Theme.touchGap

    Explanation {
        color: Theme.colours.late
        text: rows.screen.locked
        visible: text !== ""
    }
    Repeater {
        model: rows.screen.rows

        SettingsButton {
            required property string key

            Layout.fillWidth: true
            enabled: rows.screen.locked === ""
            objectName: `setting-${key}`

            onActivated: rows.screen.edit(key)
        }
    }
}
