pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// What comes here, on its way: the map, and which route is which.
Page {
    id: page

    required property LineMapScreen map

    readonly property int columns: Theme.textSize === 0 && portrait && legend.count > 6 ? 2 : 1
    readonly property int entryHeight: Theme.text(72)
    readonly property int entries: Math.ceil(legend.count / columns)

    title: portrait ? qsTr("Buses on their way here") : ""

    LineMapView {
        id: view

        anchors.bottom: page.portrait ? legend.top : parent.bottom
        anchors.bottomMargin: Theme.gap
        anchors.left: parent.left
        anchors.leftMargin: page.portrait ? -Theme.gap : 0
        anchors.right: page.portrait ? parent.right : legend.left
        anchors.rightMargin: page.portrait ? -Theme.gap : Theme.gap
        anchors.top: parent.top
        map: page.map

        onActivated: key => page.navigation.open("trip", key)
    }
    GridView {
        id: legend

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gapSmall
        anchors.right: parent.right
        cellHeight: page.entryHeight
        cellWidth: Math.floor(width / page.columns)
        clip: true
        height: page.portrait ? Math.min(page.entries * page.entryHeight, parent.height * 0.4) : parent.height - Theme.gapSmall
        interactive: false
        model: page.map.legend
        objectName: "legend"
        width: page.portrait ? parent.width : Theme.px(440)

        delegate: LegendEntry {
            height: page.entryHeight
            width: legend.cellWidth - (page.columns > 1 ? Theme.gap : 0)

            onActivated: key => page.navigation.open("trip", key)
        }
    }
}
