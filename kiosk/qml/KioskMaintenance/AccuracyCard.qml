pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// How right the predictions were: a line for all routes and for each, a column for how far away the bus still was.
Card {
    id: card

    required property UsageScreen screen

    readonly property real nameWidth: width * 0.22

    objectName: "chart-accuracy"
    title: qsTr("Right predictions, by minutes before the bus")

    Explanation {
        color: Theme.colours.quiet
        font.pixelSize: Theme.menuNote
        text: card.screen.predicted ? card.screen.accuracyNote : qsTr("No predictions in these days")
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gapSmall
        visible: card.screen.predicted

        Label {
            Layout.maximumWidth: card.nameWidth
            Layout.minimumWidth: card.nameWidth
            color: Theme.colours.quiet
            font.pixelSize: Theme.menuNote
            text: qsTr("Route")
        }
        Repeater {
            model: card.screen.bins

            Label {
                required text

                Layout.fillWidth: true
                Layout.preferredWidth: 1
                color: Theme.colours.quiet
                font.pixelSize: Theme.menuNote
                maximumLineCount: 2
                wrapMode: Text.Wrap
            }
        }
    }
    Repeater {
        model: card.screen.routes

        ColumnLayout {
            id: route

            required property string key
            required property string name
            required property var cells

            Layout.fillWidth: true
            objectName: "route"
            spacing: Theme.gapTiny

            Rectangle {
                Layout.fillWidth: true
                color: Theme.colours.line
                implicitHeight: Theme.hairline
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.gapSmall

                Label {
                    Layout.alignment: Qt.AlignTop
                    Layout.maximumWidth: card.nameWidth
                    Layout.minimumWidth: card.nameWidth
                    font.pixelSize: Theme.menuText
                    font.weight: Font.DemiBold
                    maximumLineCount: 2
                    text: route.name
                    wrapMode: Text.Wrap
                }
                Repeater {
                    model: route.cells

                    ColumnLayout {
                        id: cell

                        required property var modelData

                        Layout.alignment: Qt.AlignTop
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        spacing: Theme.px(4)

                        Label {
                            Layout.fillWidth: true
                            font.pixelSize: Theme.menuText
                            font.weight: Font.DemiBold
                            objectName: "share"
                            text: cell.modelData.said
                        }
                        Rectangle {
                            Layout.fillWidth: true
                            border.color: Theme.colours.bus
                            border.width: Theme.hairline
                            color: "transparent"
                            implicitHeight: Theme.px(14)
                            visible: cell.modelData.share >= 0

                            Rectangle {
                                color: Theme.colours.bus
                                height: parent.height
                                width: parent.width * Math.max(0, cell.modelData.share)
                            }
                        }
                        Label {
                            Layout.fillWidth: true
                            color: Theme.colours.quiet
                            font.pixelSize: Theme.menuNote
                            lineHeight: 0.95
                            maximumLineCount: 5
                            text: cell.modelData.note
                            visible: text !== ""
                            wrapMode: Text.Wrap
                        }
                    }
                }
            }
        }
    }
}
