import QtQuick

// The colours of one theme. Body text has a contrast of 7:1 at least, large text 4.5:1; a test computes it.
QtObject {
    required property color page
    required property color line
    required property color text
    required property color quiet
    required property color live
    required property color late
    required property color header
    required property color headerText
    required property color headerQuiet
    required property color headerLive
    required property color headerLate
    required property color banner
    required property color bannerText
    required property color panel
    required property color tile
    required property color tileText
    required property color tilePressed
    required property color rowPressed
    required property color action
    required property color tileOff
    required property color tileOffText
    required property color emergency
    required property color emergencyText
    required property color emergencyBar
    required property color emergencyBarText
    required property color callDialing
    required property color callDialingText
    required property color callRinging
    required property color callRingingText
    required property color callConnected
    required property color callConnectedText
    required property color callFailing
    required property color callFailingText
    required property color callEnded
    required property color callEndedText
    required property color badgeText
    required property color badgeLine
    required property color bus
    required property color trolleybus
    required property color tram
    required property color rail
    // Black and yellow leaves no room for the colours of routes.
    property bool routeColours: true
}
