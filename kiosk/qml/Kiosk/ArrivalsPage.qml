pragma ComponentBehavior: Bound
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
    required property string info
    // Whether passengers may report from here.
    required property bool reports

    readonly property bool more: arrivals.laterCount > 0
    readonly property int tileCount: 2 + (more && !portrait ? 1 : 0) + (services.enabled ? 1 : 0) + (reports && !portrait ? 1 : 0)

    // A touch target of this page. Beside the board they stand in two rows at most, and none stands alone.
    component Tile: BigButton {
        readonly property int inRow: page.portrait || page.tileCount === 3 ? page.tileCount : page.tileCount < 5 ? 2 : place < 3 ? 3 : 2
        required property int place

        width: Math.floor((offered.width - (inRow - 1) * Theme.touchGap) / inRow)
    }

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

        anchors.bottom: info.top
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
    InfoLine {
        id: info

        // The next three buses come first.
        readonly property int room: (page.portrait ? foot.y : page.height) - strip.y - strip.height
        readonly property bool shown: text !== "" && room - implicitHeight >= 3 * Theme.rowHeight

        anchors.bottom: page.portrait ? foot.top : parent.bottom
        anchors.left: rows.left
        anchors.right: rows.right
        height: shown ? implicitHeight : 0
        text: page.info
        visible: shown
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
            anchors.right: report.shown ? report.left : later.shown ? later.left : parent.right
            anchors.rightMargin: report.shown || later.shown ? Theme.gap : 0
            anchors.verticalCenter: parent.verticalCenter
            arrivals: page.arrivals
            // Whole lines only, two at most, and none where an alert takes the room.
            height: Math.min(implicitHeight, Math.min(Math.floor(foot.room / Theme.pastLine), 2) * Theme.pastLine)
        }
        Loader {
            id: report

            readonly property bool shown: active

            active: page.reports && page.portrait
            anchors.right: later.shown ? later.left : parent.right
            anchors.rightMargin: later.shown ? Theme.touchGap : 0
            anchors.verticalCenter: parent.verticalCenter

            sourceComponent: BigButton {
                ground: Theme.colours.action
                height: Theme.touch
                icon: "message-report"
                objectName: "report"
                spoken: qsTr("Report a problem")
                text: qsTr("Report")

                onActivated: page.navigation.open("report")
            }
        }
        BigButton {
            id: later

            readonly property bool shown: page.more && page.portrait

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            flat: true
            icon: "chevron-right"
            objectName: "later"
            // Shorter where its letters would take the room of what just left.
            text: page.passenger.textSize > 0 && page.reports ? qsTr("%n more", "", page.arrivals.laterCount) : qsTr("Later: %n more", "", page.arrivals.laterCount)
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

        Flow {
            id: offered

            readonly property int before: page.more ? 1 : 0

            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: Theme.touchGap

            Tile {
                icon: "chevron-right"
                note: qsTr("%n more", "", page.arrivals.laterCount)
                objectName: "laterTile"
                place: 0
                text: qsTr("Later")
                visible: page.more && !page.portrait

                onActivated: page.navigation.open("later")
            }
            Tile {
                icon: "map-2"
                objectName: "map"
                place: offered.before
                text: qsTr("Map")

                onActivated: page.navigation.open("map")
            }
            Tile {
                icon: "building-bank"
                objectName: "services"
                place: offered.before + 1
                spoken: qsTr("State services")
                text: qsTr("Services")
                visible: page.services.enabled

                onActivated: page.navigation.open("services")
            }
            Tile {
                icon: "qrcode"
                objectName: "pocket"
                place: offered.before + (page.services.enabled ? 2 : 1)
                spoken: qsTr("This stop in your pocket")
                text: qsTr("On phone")

                onActivated: page.navigation.open("pocket")
            }
            Loader {
                active: page.reports && !page.portrait
                visible: active

                sourceComponent: Tile {
                    icon: "message-report"
                    objectName: "reportTile"
                    place: page.tileCount - 1
                    spoken: qsTr("Report a problem")
                    text: qsTr("Report")

                    onActivated: page.navigation.open("report")
                }
            }
        }
    }
}
