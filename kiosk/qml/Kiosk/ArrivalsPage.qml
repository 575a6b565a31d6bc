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
    required property ServicesScreen services

    readonly property bool more: arrivals.laterCount > 0

    Rectangle {
        anchors.bottom: tiles.top
        anchors.left: tiles.left
        anchors.right: parent.right
        anchors.top: parent.top
        color: Theme.colours.panel
        visible: !page.portrait
    }
    Banner {
        id: banner

        anchors.left: page.portrait ? parent.left : tiles.left
        anchors.right: parent.right
        // As high as its words even while another page covers this one: the rows that fit must stay the same.
        height: text === "" ? 0 : implicitHeight
        lines: page.portrait ? 2 : 5
        look: page.arrivals.bannerLook
        margin: page.portrait ? Theme.margin : Theme.gap
        text: page.arrivals.banner
        visible: text !== ""

        onActivated: page.navigation.open("alerts")
    }
    NoticeStrip {
        id: strip

        readonly property bool shown: page.arrivals.noticePlace === "over"

        anchors.left: rows.left
        anchors.right: rows.right
        anchors.top: page.portrait ? banner.bottom : parent.top
        height: shown ? implicitHeight : 0
        icon: page.arrivals.noticeIcon
        more: page.arrivals.noticeMore
        text: page.arrivals.notice
        visible: shown
    }
    ArrivalList {
        id: rows

        anchors.bottom: page.portrait ? foot.top : parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: page.portrait ? parent.right : tiles.left
        anchors.rightMargin: Theme.margin
        anchors.top: strip.bottom
        model: page.arrivals.rows
        objectName: "rows"
        ruled: page.portrait
        slides: !page.arrivals.turning
        step: page.arrivals.step

        onActivated: key => page.navigation.open("trip", key)
        onCapacityChanged: page.arrivals.fit(capacity)
    }
    Notice {
        anchors.centerIn: rows
        icon: page.arrivals.noticeIcon
        more: page.arrivals.noticeMore
        text: page.arrivals.notice
        visible: page.arrivals.noticePlace === "alone"
        width: rows.width
    }
    Item {
        id: foot

        readonly property int room: page.height - tiles.height - banner.height - 2 * Theme.gapSmall

        anchors.bottom: tiles.top
        anchors.left: page.portrait ? parent.left : tiles.left
        anchors.leftMargin: page.portrait ? Theme.margin : Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: anchors.leftMargin
        height: page.portrait ? Math.max(Theme.touch, past.height) + 2 * Theme.gapSmall : past.height + 2 * Theme.gapSmall

        PastStrip {
            id: past

            anchors.left: parent.left
            anchors.right: later.shown ? later.left : parent.right
            anchors.rightMargin: later.shown ? Theme.gap : 0
            anchors.verticalCenter: parent.verticalCenter
            arrivals: page.arrivals
            // Whole lines only, two at most, and none where an alert takes the room.
            height: Math.min(implicitHeight, Math.min(Math.floor(foot.room / Theme.pastLine), 2) * Theme.pastLine)
        }
        BigButton {
            id: later

            readonly property bool shown: page.more && page.portrait

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            flat: true
            icon: "chevron-right"
            objectName: "later"
            text: qsTr("Later: %n more", "", page.arrivals.laterCount)
            visible: shown

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
            icon: "chevron-right"
            note: qsTr("%n more", "", page.arrivals.laterCount)
            objectName: "laterTile"
            text: qsTr("Later")
            visible: page.more && !page.portrait

            onActivated: page.navigation.open("later")
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
            icon: "building-bank"
            objectName: "services"
            spoken: qsTr("State services")
            text: qsTr("Services")
            visible: page.services.enabled

            onActivated: page.navigation.open("services")
        }
        BigButton {
            // In two columns no tile stands alone.
            Layout.columnSpan: !page.portrait && page.more !== page.services.enabled ? 2 : 1
            Layout.fillWidth: true
            icon: "qrcode"
            objectName: "pocket"
            spoken: qsTr("This stop in your pocket")
            text: qsTr("On phone")

            onActivated: page.navigation.open("pocket")
        }
    }
}
