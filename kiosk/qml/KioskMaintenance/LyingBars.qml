pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// Bars one below the other after their names, the value written at the end of each. `more` of a value is hollow.
ColumnLayout {
    id: chart

    // A list of {name, value, said, more}.
    required property var bars

    readonly property real highest: Math.max(1, ...bars.map(bar => bar.value))
    // Room for the longest value at the end of the longest bar.
    readonly property real saidRoom: Math.max(1, ...bars.map(bar => bar.said.length)) * Theme.menuText * 0.64 + Theme.gapSmall

    spacing: Theme.gapTiny

    Repeater {
        model: chart.bars

        RowLayout {
            id: line

            required property var modelData

            Layout.fillWidth: true
            spacing: Theme.gapSmall

            Label {
                Layout.maximumWidth: chart.width * 0.44
                Layout.minimumWidth: chart.width * 0.44
                font.pixelSize: Theme.menuText
                horizontalAlignment: Text.AlignRight
                lineHeight: 0.95
                maximumLineCount: 2
                text: line.modelData.name
                wrapMode: Text.Wrap
            }
            Item {
                id: room

                readonly property real unit: Math.max(0, width - chart.saidRoom) / chart.highest

                Layout.fillWidth: true
                implicitHeight: Theme.menuText * 1.5

                Rectangle {
                    color: Theme.colours.bus
                    height: room.height * 0.6
                    objectName: "bar"
                    width: room.unit * (line.modelData.value - line.modelData.more)
                    y: room.height * 0.2
                }
                Rectangle {
                    border.color: Theme.colours.bus
                    border.width: Theme.px(3)
                    color: "transparent"
                    height: room.height * 0.6
                    width: room.unit * line.modelData.more
                    x: room.unit * (line.modelData.value - line.modelData.more)
                    y: room.height * 0.2
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    font.pixelSize: Theme.menuText
                    font.weight: Font.DemiBold
                    objectName: "said"
                    text: line.modelData.said
                    x: room.unit * line.modelData.value + Theme.gapTiny
                }
            }
        }
    }
}
