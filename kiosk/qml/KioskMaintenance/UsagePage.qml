pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// Page 3: how the kiosk was used in a chosen period, how right its predictions were, and all of it for a USB stick.
MaintenancePage {
    id: page

    required property UsageScreen screen

    title: qsTr("Usage")

    foot: [
        // In landscape height is scarce and the column at the right has room.
        Loader {
            Layout.fillWidth: true
            active: !page.portrait
            sourceComponent: periods
            visible: active
        },
        BigButton {
            Layout.fillWidth: true
            enabled: !page.screen.exporting
            flat: page.portrait
            icon: "usb"
            objectName: "export"
            text: qsTr("To a USB stick")

            onActivated: page.screen.export()
        }
    ]

    Component {
        id: periods

        ChoiceRow {
            current: page.screen.period
            filling: !page.portrait
            options: [
                {
                    "value": "week",
                    "text": qsTr("7 days")
                },
                {
                    "value": "month",
                    "text": qsTr("30 days")
                },
                {
                    "value": "year",
                    "text": qsTr("This year")
                }
            ]

            onChosen: value => page.screen.choose(value)
        }
    }
    ColumnLayout {
        id: top

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.gapSmall

        Loader {
            Layout.fillWidth: true
            active: page.portrait
            sourceComponent: periods
            visible: active
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gapSmall
            visible: page.screen.exportNote !== ""

            Icon {
                name: page.screen.exporting ? "hourglass" : page.screen.exported ? "circle-check" : "alert-triangle"
                size: Theme.menuLine
            }
            Explanation {
                font.weight: Font.DemiBold
                objectName: "exportNote"
                text: page.screen.exportNote
            }
        }
    }
    LoadingLine {
        anchors.top: top.bottom
        anchors.topMargin: Theme.gapSmall
        visible: page.screen.look === "loading"
        width: parent.width
    }
    Notice {
        anchors.centerIn: parent
        icon: page.screen.look === "failed" ? "alert-triangle" : "info-circle"
        more: page.screen.look === "failed" ? qsTr("The page of the status tells why") : qsTr("Nobody used the kiosk, or the log was not kept then")
        text: page.screen.look === "failed" ? qsTr("The usage log cannot be read") : qsTr("The log holds nothing about these days")
        visible: page.screen.look === "failed" || page.screen.look === "empty"
        width: parent.width
    }
    ScrollArea {
        id: figures

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: top.bottom
        anchors.topMargin: top.height > 0 ? Theme.gap : 0
        beside: !page.portrait
        objectName: "figures"
        visible: page.screen.look === "ready"

        onVisibleChanged: toTop()

        GridLayout {
            Layout.fillWidth: true
            columnSpacing: Theme.gap
            columns: page.portrait ? 2 : 4
            rowSpacing: Theme.gapSmall
            uniformCellWidths: true

            Repeater {
                model: page.screen.tiles

                FigureTile {
                }
            }
        }
        GridLayout {
            Layout.fillWidth: true
            columnSpacing: Theme.gap
            columns: page.portrait ? 1 : 2
            rowSpacing: Theme.gap
            uniformCellWidths: true

            Repeater {
                model: page.screen.charts

                ChartCard {
                }
            }
        }
        AccuracyCard {
            Layout.fillWidth: true
            screen: page.screen
        }
    }
}
