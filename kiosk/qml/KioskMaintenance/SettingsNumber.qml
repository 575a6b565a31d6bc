pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// A number or a time: a step less or more, or four at once.
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
                    icon: `${Math.abs(modelData) === 1 ? "chevron" : "chevrons"}-${modelData < 0 ? "left" : "right"}`
                    objectName: `turn${modelData}`
                    text: (modelData < 0 ? "\u2212\u00a0" : "+\u00a0") + (Math.abs(modelData) === 1 ? number.screen.oneStep : number.screen.fourSteps)

                    onActivated: number.screen.turn(modelData)
                }
            }
        }
    }
}
