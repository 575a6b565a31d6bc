pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// The new PIN, entered twice on the pad.
GridLayout {
    id: pin

    required property SettingsScreen screen
    required property bool portrait

    columnSpacing: 2 * Theme.margin
    columns: portrait ? 1 : 2
    rowSpacing: Theme.gap

    ColumnLayout {
        Layout.fillHeight: !pin.portrait
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        spacing: Theme.margin

        Item {
            Layout.fillHeight: !pin.portrait
        }
        Row {
            Layout.alignment: Qt.AlignHCenter
            spacing: Theme.gap

            Repeater {
                model: 6

                Rectangle {
                    required property int index

                    readonly property bool filled: index < pin.screen.digits

                    border.color: Theme.colours.text
                    border.width: Theme.gapLine
                    color: filled ? Theme.colours.text : "transparent"
                    height: width
                    objectName: filled ? "dot" : "hole"
                    radius: width / 2
                    width: Theme.menuDot
                }
            }
        }
        Explanation {
            Layout.fillWidth: true
            // Room for two lines, so that the keys never move under a finger.
            Layout.minimumHeight: 3 * Theme.menuLine
            font.pixelSize: Theme.menuLine
            horizontalAlignment: Text.AlignHCenter
            objectName: "pinNote"
            text: pin.screen.pinNote
            verticalAlignment: Text.AlignVCenter
        }
        Item {
            Layout.fillHeight: !pin.portrait
        }
    }
    GridLayout {
        Layout.fillHeight: true
        Layout.fillWidth: true
        Layout.maximumHeight: Theme.menuPad
        Layout.preferredWidth: 1
        columnSpacing: Theme.touchGap
        columns: 3
        enabled: !pin.screen.busy
        rowSpacing: Theme.touchGap
        uniformCellHeights: true
        uniformCellWidths: true

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

            PadKey {
                required property string modelData

                spoken: modelData
                text: modelData

                onActivated: pin.screen.pressDigit(modelData)
            }
        }
        PadKey {
            icon: "eraser"
            objectName: "clear"
            spoken: qsTr("Clear all")

            onActivated: pin.screen.eraseDigits()
        }
        PadKey {
            spoken: text
            text: "0"

            onActivated: pin.screen.pressDigit(text)
        }
        PadKey {
            icon: "backspace"
            objectName: "backspace"
            spoken: qsTr("Delete the last digit")

            onActivated: pin.screen.eraseDigit()
        }
    }
    Item {
        Layout.fillHeight: true
        visible: pin.portrait
    }
}
