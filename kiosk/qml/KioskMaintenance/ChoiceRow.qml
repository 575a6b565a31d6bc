pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// One of a few: a button for each of `options` ({value, text}), the chosen one with a tick. They break into lines.
Flow {
    id: row

    required property var options
    required property var current
    // Each as wide as the row: for a narrow column, where buttons of many widths look torn.
    property bool filling: false

    signal chosen(value: var)

    Layout.fillWidth: true
    spacing: Theme.touchGap

    Repeater {
        model: row.options

        BigButton {
            required property var modelData

            readonly property bool isChosen: row.current === modelData.value

            Accessible.checkable: true
            Accessible.checked: isChosen
            border.color: Theme.colours.text
            border.width: isChosen ? Theme.gapLine : Theme.hairline
            flat: true
            icon: isChosen ? "check" : ""
            objectName: `choice-${modelData.value}`
            text: modelData.text
            width: row.filling ? row.width : implicitWidth

            onActivated: row.chosen(modelData.value)
        }
    }
}
