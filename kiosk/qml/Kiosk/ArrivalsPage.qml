import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// The board itself: when does my bus come, and can I believe it.
Item {
    id: page

    required property ArrivalsScreen arrivals
    required property Passenger passenger
    required property Navigation navigation
    required property bool portrait

    readonly property bool empty: arrivals.rowCount === 0

    Banner {
        id: banner

        anchors.left: page.portrait ? parent.left : tiles.left
        anchors.right: parent.right
        height: visible ? implicitHeight : 0
        lines: page.portrait ? 2 : 4
        look: page.arrivals.bannerLook
        text: page.arrivals.banner
        visible: text !== ""

        onActivated: page.navigation.open("alerts")
    }
    ArrivalList {
        id: rows

        anchors.bottom: foot.top
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: page.portrait ? parent.right : tiles.left
        anchors.rightMargin: Theme.margin
        anchors.top: page.portrait ? banner.bottom : parent.top
        model: page.arrivals.rows
        objectName: "rows"
        step: page.arrivals.step

        onActivated: key => page.navigation.open("trip", key)
        onCapacityChanged: page.arrivals.fit(capacity)
    }
    Notice {
        anchors.centerIn: rows
        icon: page.arrivals.noticeIcon
        more: page.arrivals.noticeMore
        text: page.arrivals.notice
        visible: page.empty
        width: rows.width
    }
    Item {
        id: foot

        anchors.bottom: page.portrait ? tiles.top : parent.bottom
        anchors.left: rows.left
        anchors.right: rows.right
        height: Theme.touch + 2 * Theme.gapSmall

        PastStrip {
            anchors.left: parent.left
            anchors.right: later.visible ? later.left : parent.right
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            arrivals: page.arrivals
            height: Math.min(implicitHeight, Theme.text(104))
        }
        BigButton {
            id: later

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            beside: true
            color: Theme.colours.panel
            icon: "chevron-right"
            objectName: "later"
            text: qsTr("Later: %n more", "", page.arrivals.laterCount)
            visible: page.arrivals.laterCount > 0

            onActivated: page.navigation.open("later")
        }
    }
    TileBar {
        id: tiles

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        passenger: page.passenger
        portrait: page.portrait
        width: page.portrait ? parent.width : Theme.side

        BigButton {
            Layout.fillWidth: true
            enabled: false
            icon: "building-bank"
            note: qsTr("coming later")
            objectName: "services"
            text: qsTr("State services")
            visible: page.arrivals.demo
        }
        BigButton {
            Layout.fillWidth: true
            icon: "map-2"
            objectName: "map"
            text: qsTr("Map")

            onActivated: page.navigation.open("map")
        }
        BigButton {
            Layout.fillWidth: true
            enabled: false
            icon: "volume"
            note: qsTr("coming later")
            objectName: "aloud"
            text: qsTr("Read aloud")
            visible: page.arrivals.demo
        }
    }
}
