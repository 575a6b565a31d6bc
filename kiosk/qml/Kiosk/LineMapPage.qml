pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// What comes here, on its way: the map, and which route is which.
Page {
    id: page

    required property LineMapScreen map

    readonly property int columns: Theme.textSize === 0 && portrait && page.map.count > 8 && Theme.colours.routeColours ? 2 : 1
    readonly property int entries: Math.max(Math.ceil(page.map.count / columns), 1)
    readonly property int entryHeight: Math.max(Theme.px(56), Math.min(Theme.text(72), Math.floor(legend.room / entries)))

    title: portrait ? qsTr("Buses on their way here") : ""

    LineMapView {
        id: view

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gapSmall + (page.portrait ? legend.height + Theme.gapSmall : 0)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        map: page.map

        onActivated: key => page.navigation.open("trip", key)
    }
    GridView {
        id: legend

        readonly property Item place: page.portrait ? view.parent : page.aside
        readonly property real room: page.portrait ? place.height * 0.45 : place.height - Theme.gapSmall

        cellHeight: page.entryHeight
        cellWidth: Math.floor(width / page.columns)
        clip: true
        height: Math.min(page.map.count === 0 ? 0 : page.entries, Math.floor(room / page.entryHeight)) * page.entryHeight
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
