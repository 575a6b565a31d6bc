pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// The scene: the header and the emergency bar on every page, one page between them.
Rectangle {
    id: scene

    required property ArrivalsScreen arrivals
    required property TripScreen trip
    required property LineMapScreen map
    required property AlertsScreen alerts
    required property CallScreen call
    required property ServicesScreen services
    required property PocketScreen pocket
    required property Passenger passenger
    required property Navigation navigation
    required property real panelShortSide

    // The technician's menu, a MaintenanceScreen; it comes after the first picture.
    property var maintenance: null
    // The operator's line on the board, and how dark the night makes the picture: 0 not at all, 1 black.
    property string info: ""
    property real darkness: 0
    // At night, while nobody is there, no picture but the emergency bar.
    property bool black: false
    readonly property bool maintained: maintenance !== null && maintenance.look !== ""

    // The notice that takes the screen out of service, a NoticeScreen; it comes after the first picture.
    property var notice: null
    readonly property bool closed: notice !== null && notice.shown

    // What passengers report, a ReportScreen; it too comes after the first picture.
    property var report: null

    // The page that is made ready beside the window, where nobody sees it; "" but for a moment.
    property string rehearsed: ""

    // A page that is read from its file when it is first wanted: the first picture does without.
    component LazyPage: Loader {
        required property string page
        required property string file
        required property var parts

        readonly property bool shown: scene.navigation.page === page
        readonly property bool wanted: shown || scene.rehearsed === page

        function look() {
            if (wanted)
                setSource(file, Object.assign({
                    "navigation": scene.navigation,
                    "passenger": scene.passenger,
                    "portrait": Qt.binding(() => scene.portrait)
                }, parts));
            else
                source = "";
        }

        height: parent.height
        width: parent.width
        x: shown ? 0 : width

        onWantedChanged: look()
    }
    component Finger: PointHandler {
        onActiveChanged: if (active) {
            scene.navigation.touched();
            if (scene.maintained)
                scene.maintenance.touched();
        }
    }

    readonly property bool portrait: height >= width
    readonly property real shortSide: Math.min(width, height)

    color: Theme.colours.page

    ThemeBinding {
        panelShortSide: scene.panelShortSide
        passenger: scene.passenger
        shortSide: scene.shortSide
    }
    Header {
        id: header

        anchors.left: parent.left
        anchors.right: parent.right
        arrivals: scene.arrivals
        portrait: scene.portrait
    }
    Loader {
        function look() {
            setSource("../KioskMaintenance/MaintenanceDoor.qml", {
                "maintenance": scene.maintenance
            });
        }

        readonly property bool wanted: scene.maintenance !== null

        anchors.fill: header

        onWantedChanged: look()
    }
    Item {
        id: pages

        anchors.bottom: emergency.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        // Nothing below the page of a call can be touched through it.
        visible: scene.call.look === "" && !scene.maintained && !scene.closed

        ArrivalsPage {
            anchors.fill: parent
            arrivals: scene.arrivals
            info: scene.info
            navigation: scene.navigation
            passenger: scene.passenger
            portrait: scene.portrait
            reports: scene.report !== null
            services: scene.services
            visible: scene.navigation.page === "board"
        }
        Loader {
            active: scene.navigation.page === "later"
            anchors.fill: parent

            sourceComponent: LaterPage {
                arrivals: scene.arrivals
                navigation: scene.navigation
                passenger: scene.passenger
                portrait: scene.portrait
            }
        }
        Loader {
            active: scene.navigation.page === "trip"
            anchors.fill: parent

            sourceComponent: TripPage {
                trip: scene.trip
                navigation: scene.navigation
                passenger: scene.passenger
                portrait: scene.portrait
                reports: scene.report !== null
            }
        }
        Loader {
            active: scene.navigation.page === "map"
            anchors.fill: parent

            sourceComponent: LineMapPage {
                map: scene.map
                navigation: scene.navigation
                passenger: scene.passenger
                portrait: scene.portrait
            }
        }
        Loader {
            active: scene.navigation.page === "alerts"
            anchors.fill: parent

            sourceComponent: AlertsPage {
                alerts: scene.alerts
                navigation: scene.navigation
                passenger: scene.passenger
                portrait: scene.portrait
            }
        }
        LazyPage {
            file: "ServicesPage.qml"
            page: "services"
            parts: ({
                    "services": scene.services
                })
        }
        LazyPage {
            file: "CategoryPage.qml"
            page: "category"
            parts: ({
                    "services": scene.services
                })
        }
        LazyPage {
            file: "ServicePage.qml"
            page: "service"
            parts: ({
                    "services": scene.services
                })
        }
        LazyPage {
            file: "PocketPage.qml"
            page: "pocket"
            parts: ({
                    "pocket": scene.pocket
                })
        }
        LazyPage {
            file: "ReportPage.qml"
            page: "report"
            parts: ({
                    "report": scene.report
                })
        }
    }
    Loader {
        function look() {
            if (scene.closed)
                setSource("../KioskMaintenance/OutOfService.qml", {
                    "notice": scene.notice
                });
            else
                source = "";
        }

        readonly property bool wanted: scene.closed

        anchors.fill: pages
        visible: scene.call.look === "" && !scene.maintained

        onWantedChanged: look()
    }
    Loader {
        function look() {
            if (scene.maintained)
                setSource("../KioskMaintenance/Frame.qml", {
                    "maintenance": scene.maintenance,
                    "passenger": scene.passenger,
                    "portrait": Qt.binding(() => scene.portrait)
                });
            else
                source = "";
        }

        readonly property bool wanted: scene.maintained

        anchors.fill: pages
        visible: scene.call.look === ""

        onWantedChanged: look()
    }
    // Once made it stays: what QML makes of a class of Python and throws away, as what is held here, leaves 10 kB
    // behind for ever (PySide6 6.11.3).
    Loader {
        id: callPage

        active: scene.call.look !== "" || item !== null
        anchors.fill: pages
        visible: scene.call.look !== ""

        sourceComponent: CallPage {
            call: scene.call
            passenger: scene.passenger
            portrait: scene.portrait
        }
    }
    EmergencyBar {
        id: emergency

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        call: scene.call
    }
    Loader {
        active: scene.navigation.secondsLeft > 0
        x: scene.width - width - (scene.portrait ? scene.width - width : Theme.side - width) / 2
        y: scene.portrait ? emergency.y - Theme.tile - height - 2 * Theme.gap : pages.y + Theme.gapSmall

        sourceComponent: IdleRing {
            secondsInAll: 10
            secondsLeft: scene.navigation.secondsLeft
            widest: (scene.portrait ? scene.width : Theme.side) - 2 * Theme.gap
        }
    }
    // It takes no touch unless it is black: then nobody sees what would be touched.
    Rectangle {
        anchors.bottom: emergency.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        color: Theme.veil
        objectName: "veil"
        opacity: scene.black ? 1 : scene.darkness
        visible: opacity > 0 && scene.call.look === ""

        MultiPointTouchArea {
            anchors.fill: parent
            enabled: scene.black
        }
    }
    // Over everything, for a handler does not see what was grabbed above it; these see and take nothing. Each follows
    // one finger: whoever rests a hand on the glass is still seen to touch it with the other.
    Item {
        anchors.fill: parent

        Finger {
        }
        Finger {
        }
        Finger {
        }
    }
}
