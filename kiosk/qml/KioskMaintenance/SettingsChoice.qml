pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// One of a few values; the present one has a tick.
ColumnLayout {
    id: choice

    required property SettingsScreen screen

    spacing: Theme.touchGap

    Repeater {
        model: choice.screen.choices

        BigButton {
            required property string key

            readonly property bool isChosen: choice.screen.typed === key

            Accessible.checkable: true
            Accessible.checked: isChosen
            Layout.fillWidth: true
            border.color: Theme.colours.text
            border.width: isChosen ? Theme.gapLine : Theme.hairline
            flat: true
            icon: isChosen ? "check" : ""
            objectName: `choice-${key}`

            onActivated: choice.screen.take(key)
        }
    }
    Item {
        Layout.fillHeight: true
    }
}
