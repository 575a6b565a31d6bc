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

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gapSmall + (page.portrait ? legend.height + Theme.gapSmall : 0)
        anchors.left: parent.left
        anchors.leftMargin: page.portrait ? -Theme.gap : 0
        anchors.right: parent.right
        anchors.rightMargin: page.portrait ? -Theme.gap : Theme.gapTiny - Theme.margin + Theme.gapSmall
        anchors.top: parent.top
        map: page.map

        onActivated: key => page.navigation.open("trip", key)
    }
    GridView {
        id: legend

        readonly property Item place: page.portrait ? view.parent : page.aside

        cellHeight: page.entryHeight
        cellWidth: Math.floor(width / page.columns)
        height: Math.min(page.entries, Math.floor(place.height * (page.portrait ? 0.45 : 1) / page.entryHeight)) * page.entryHeight
        interactive: false
        model: page.map.legend
        objectName: "legend"
        parent: place
        width: place.width - (page.portrait ? 0 : 2 * Theme.gap)
        x: page.portrait ? 0 : Theme.gap
        y: page.portrait ? place.height - height - Theme.gapSmall : Theme.gapSmall

        delegate: LegendEntry {
            height: page.entryHeight
            width: legend.cellWidth - (page.columns > 1 ? Theme.gap : 0)

            onActivated: key => page.navigation.open("trip", key)
        }
    }
}
