pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// A number or a time: less, more, and much of either.
Item {
    id: number

    required property SettingsScreen screen

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.margin

        Label {
            Layout.fillWidth: true
            font.pixelSize: Theme.callTitleFlat
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            objectName: "number"
            text: number.screen.number
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.touchGap
            uniformCellSizes: true

            Repeater {
                model: [-4, -1, 1, 4]

                BigButton {
                    required property int modelData

                    Layout.fillWidth: true
                    icon: modelData < 0 ? "chevron-down" : "chevron-up"
                    objectName: `turn${modelData}`
                    text: Math.abs(modelData) === 1 ? modelData < 0 ? qsTr("less") : qsTr("more") : modelData < 0 ? qsTr("much less") : qsTr("much more")

                    onActivated: number.screen.turn(modelData)
                }
            }
        }
    }
}
