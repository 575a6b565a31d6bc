pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// The window of a web session: the frame round the page, which goes into the item `surface`.
Rectangle {
    id: main

    required property BrowsingScreen browsing
    required property PageState page
    required property CallScreen call
    required property KeyboardScreen keyboard
    required property Passenger passenger
    property real panelShortSide: 685

    readonly property bool portrait: height >= width
    readonly property real side: portrait ? 0 : Theme.px(456)

    component Finger: PointHandler {
        onActiveChanged: main.browsing.touched()
    }

    color: Theme.colours.page

    ThemeBinding {
        panelShortSide: main.panelShortSide
        passenger: main.passenger
        shortSide: Math.min(main.width, main.height)
    }
    BrowseHeader {
        id: header

        anchors.right: parent.right
        anchors.top: parent.top
        browsing: main.browsing
        page: main.page
        portrait: main.portrait
        width: main.portrait ? main.width : main.side
    }
    Rectangle {
        anchors.bottom: actions.top
        anchors.left: header.left
        anchors.right: header.right
        anchors.top: header.bottom
        color: Theme.colours.panel
        visible: !main.portrait
    }
    Item {
        id: middle

        anchors.bottom: main.portrait ? actions.top : emergency.top
        anchors.left: parent.left
        anchors.right: main.portrait ? parent.right : header.left
        anchors.top: main.portrait ? header.bottom : parent.top

        Item {
            id: room

            anchors.bottom: timeUp.top
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            clip: true

            Item {
                anchors.fill: parent
                objectName: "surface"
            }
            LoadingLine {
                visible: main.page.loading && !main.page.opening
                width: parent.width
            }
            // Is there at once and fades, for a page that says it is painted reaches the glass a moment later.
            Loader {
                id: opening

                active: opacity > 0
                anchors.fill: parent
                opacity: main.page.opening ? 1 : 0

                Behavior on opacity {
                    enabled: opening.opacity > 0

                    NumberAnimation {
                        duration: 150
                    }
                }
                sourceComponent: BrowseOpening {
                }
            }
            Loader {
                active: main.page.troubleTitle !== ""
                anchors.fill: parent

                sourceComponent: BrowseTrouble {
                    page: main.page
                }
            }
            Banner {
                icon: "info-circle"
                lines: 2
                look: "refusal"
                objectName: "refusal"
                text: main.page.refusal
                visible: text !== ""
                width: parent.width
            }
        }
        Loader {
            id: timeUp

            active: main.browsing.notice === "time"
            anchors.bottom: keyboard.top
            anchors.left: parent.left
            anchors.right: parent.right
            height: active ? implicitHeight : 0

            sourceComponent: BrowseTimeUp {
                browsing: main.browsing
            }
        }
        Keyboard {
            id: keyboard

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            keyboard: main.keyboard
            portrait: main.portrait
        }
        BrowseIdle {
            anchors.fill: parent
            browsing: main.browsing
        }
    }
    BrowseActions {
        id: actions

        anchors.bottom: emergency.top
        anchors.right: parent.right
        browsing: main.browsing
        page: main.page
        portrait: main.portrait
        width: header.width
    }
    EmergencyBar {
        id: emergency

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        call: main.call
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
