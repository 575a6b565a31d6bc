pragma Singleton
import QtQuick

// Every size and every colour of the screen. Sizes are written for a panel 1080 pixels wide and scale with it.
QtObject {
    id: theme

    property real unit: 1
    property real millimetre: 1080 / 685
    property string name: "day"
    property int textSize: 0

    readonly property string family: "Inter"
    readonly property real textScale: [1, 1.2, 1.4][textSize]

    readonly property int hairline: Math.max(px(2), 1)
    readonly property int gapLine: px(6)
    readonly property int gapTiny: px(8)
    readonly property int gapSmall: px(16)
    readonly property int gap: px(24)
    readonly property int margin: px(48)
    readonly property int radius: px(16)
    readonly property int radiusSmall: px(12)

    // 20 mm for a gloved finger, 4 mm between two targets.
    readonly property int touch: Math.max(px(104), Math.round(20 * millimetre))
    readonly property int touchGap: Math.max(px(16), Math.round(4 * millimetre))

    readonly property int header: px(256)
    readonly property int headerFlat: px(176)
    readonly property int emergencyBar: px(136)
    readonly property int side: px(600)

    readonly property int rowHeight: [px(120), px(144), px(224)][textSize]
    readonly property int stopHeight: [px(92), px(112), px(132)][textSize]
    readonly property bool badgeIcons: textSize < 2
    readonly property int rowLines: textSize === 2 ? 2 : 1
    readonly property int badgeWidth: px([144, 168, 136][textSize])
    readonly property int badgeHeight: text(72)
    readonly property int mark: text(40)

    readonly property int stopName: px(72)
    readonly property int clock: px(96)
    readonly property int direction: px(36)
    readonly property int status: px(32)
    readonly property int title: text(56)
    readonly property int minutes: text(64)
    readonly property int minutesUnit: text(36)
    readonly property int word: px([44, 50, 54][textSize])
    readonly property int headsign: text(44)
    readonly property int headsignLeast: px(36)
    readonly property int route: text(46)
    readonly property int body: text(32)
    readonly property int banner: px([32, 36, 40][textSize])
    readonly property int small: text(28)
    readonly property int button: px(26)
    readonly property int buttonNote: px(20)
    readonly property int tile: Math.max(px(136), Math.round(20 * millimetre))
    readonly property int control: px(144)
    readonly property int emergencyNumber: px(72)
    readonly property int emergencyTitle: px(36)
    readonly property int emergencyAdvice: px(32)
    readonly property int emergencyPromise: px(24)
    readonly property int emergencyRing: px(88)
    readonly property int callTitle: px(144)
    readonly property int callTitleFlat: px(112)
    readonly property int callSentence: px(88)
    readonly property int callTitleLeast: px(56)
    readonly property int callMore: px(56)
    readonly property int callMoreFlat: px(44)
    readonly property int callNumber: px(256)
    readonly property int callIcon: px(128)
    readonly property int callDot: px(24)
    readonly property int callSide: px(840)
    readonly property int callHint: px([30, 33, 36][textSize])
    readonly property int callTile: px(168)
    readonly property int callTileWord: px([32, 35, 38][textSize])
    readonly property int callButton: px(200)
    readonly property int callButtonWord: px(64)
    readonly property int placeName: px(64)
    readonly property int placeWord: px([40, 46, 50][textSize])
    readonly property int placeWordFlat: px([36, 40, 44][textSize])
    readonly property int ownPhone: px([40, 44, 46][textSize])
    readonly property int ownPhoneFlat: px(36)
    readonly property int placeCode: px(56)
    readonly property int noticeIcon: px(144)
    readonly property int categoryName: text(36)
    readonly property int categoryNameFlat: px([36, 38, 40][textSize])
    readonly property int serviceName: px([38, 42, 46][textSize])
    readonly property int serviceTitle: px([56, 60, 64][textSize])
    readonly property int phoneNote: px([28, 30, 32][textSize])
    readonly property int serviceWord: text(34)
    readonly property int searchWord: text(40)
    readonly property int hostName: px([44, 46, 48][textSize])
    readonly property int pathName: px([32, 34, 36][textSize])
    readonly property int phoneTitle: px([38, 40, 41][textSize])
    readonly property int phoneTitleFlat: px(36)
    readonly property int pocketText: px([34, 37, 40][textSize])
    readonly property int pocketTextFlat: px([28, 32, 34][textSize])
    // Under a code, in every theme: cameras want dark on white.
    readonly property color codePaper: "#ffffff"
    // What darkens the screen at night, in every theme.
    readonly property color veil: "#000000"
    // At least 60 mm, so that an old telephone reads it at arm's length.
    readonly property int qr: Math.max(px(440), Math.round(60 * millimetre))
    readonly property int qrLargest: Math.max(px(520), qr)
    readonly property int phoneCard: px(560)
    readonly property int pocketQr: Math.max(px(640), Math.round(60 * millimetre))
    readonly property int pocketQrLargest: Math.max(px(864), pocketQr)
    readonly property int keyboard: 5 * Math.max(px(116), Math.round(20 * millimetre)) + 2 * gapTiny
    readonly property int keyboardFlat: 5 * Math.max(px(92), Math.round(20 * millimetre)) + 2 * gapTiny
    // Between two keys; half of it round each.
    readonly property int keyGap: Math.max(px(8), Math.round(4 * millimetre))
    readonly property int keyWidest: px(132)
    readonly property int keyCharacter: px([48, 54, 60][textSize])
    readonly property int keyWord: px([28, 31, 34][textSize])
    readonly property int keyWordLeast: px(18)
    readonly property int keyIcon: px(44)
    // The service menu.
    readonly property int menuTitle: px([48, 52, 56][textSize])
    readonly property int menuLine: px([36, 40, 44][textSize])
    readonly property int menuText: px([30, 34, 38][textSize])
    readonly property int menuNote: px([26, 30, 34][textSize])
    readonly property int menuIcon: px(96)
    readonly property int menuClock: px(360)
    readonly property int menuDot: px(48)
    readonly property int menuKey: px(72)
    readonly property int menuPad: px(900)
    readonly property int menuFoot: px(312)
    readonly property int chart: px(300)
    readonly property int eventTime: px([168, 190, 214][textSize])
    readonly property int eventSteps: px(480)
    readonly property int menuScroll: Math.max(px(144), Math.round(20 * millimetre))
    readonly property int past: px([28, 30, 32][textSize])
    readonly property int pastLine: text(48)

    // What tells lines apart in a theme without the colours of routes, in widths of the line: dash, gap, ...
    readonly property var dashes: [[], [3, 1.5], [1, 1], [5, 1.2, 1, 1.2], [1, 3], [8, 3], [5, 1.2, 1, 1.2, 1, 1.2], [2.5, 1, 1, 1, 1, 1]]

    readonly property Colours colours: name === "contrast" ? contrast : name === "night" ? night : day

    readonly property Colours day: Colours {
        page: "#ffffff"
        line: "#dfe4ea"
        text: "#0d1726"
        quiet: "#3f4957"
        live: "#00603a"
        late: "#7d3f00"
        header: "#14284b"
        headerText: "#ffffff"
        headerQuiet: "#c9d6ea"
        headerLive: "#6fe3a5"
        headerLate: "#ffc860"
        banner: "#ffe3a3"
        bannerText: "#2b1c00"
        panel: "#eef1f5"
        tile: "#ffffff"
        tileText: "#14284b"
        tilePressed: "#c9d6ea"
        rowPressed: "#e6ecf4"
        action: "#e6ecf4"
        tileOff: "#eef1f5"
        tileOffText: "#3f4957"
        emergency: "#b00f1e"
        emergencyText: "#ffffff"
        emergencyBar: "#14284b"
        emergencyBarText: "#ffffff"
        callDialing: "#14458c"
        callDialingText: "#ffffff"
        callRinging: "#5a2a86"
        callRingingText: "#ffffff"
        callConnected: "#00603a"
        callConnectedText: "#ffffff"
        callFailing: "#ffcf70"
        callFailingText: "#2b1c00"
        callEnded: "#3b4654"
        callEndedText: "#ffffff"
        badgeText: "#ffffff"
        badgeLine: "#33000000"
        bus: "#1d4f91"
        trolleybus: "#0f6848"
        tram: "#6b3a8f"
        rail: "#3b4654"
    }
    readonly property Colours night: Colours {
        page: "#0b1220"
        line: "#243149"
        text: "#f3f6fb"
        quiet: "#b4c0d1"
        live: "#62e0a0"
        late: "#ffc860"
        header: "#13203a"
        headerText: "#f3f6fb"
        headerQuiet: "#b9c6da"
        headerLive: "#62e0a0"
        headerLate: "#ffc860"
        banner: "#4a3608"
        bannerText: "#ffe3a3"
        panel: "#0f1829"
        tile: "#1c2a44"
        tileText: "#f3f6fb"
        tilePressed: "#3a5079"
        rowPressed: "#1c2a44"
        action: "#1c2a44"
        tileOff: "#121c2f"
        tileOffText: "#b4c0d1"
        emergency: "#b00f1e"
        emergencyText: "#ffffff"
        emergencyBar: "#13203a"
        emergencyBarText: "#ffffff"
        callDialing: "#1a4583"
        callDialingText: "#f3f6fb"
        callRinging: "#5a2a86"
        callRingingText: "#f3f6fb"
        callConnected: "#005c38"
        callConnectedText: "#f3f6fb"
        callFailing: "#ffc860"
        callFailingText: "#2b1c00"
        callEnded: "#2b364c"
        callEndedText: "#f3f6fb"
        badgeText: "#ffffff"
        badgeLine: "#4dffffff"
        bus: "#2a5fa8"
        trolleybus: "#0f6848"
        tram: "#7a479f"
        rail: "#4a5666"
    }
    readonly property Colours contrast: Colours {
        page: "#000000"
        line: "#ffe600"
        text: "#ffe600"
        quiet: "#ffe600"
        live: "#ffe600"
        late: "#ffe600"
        header: "#000000"
        headerText: "#ffe600"
        headerQuiet: "#ffe600"
        headerLive: "#ffe600"
        headerLate: "#ffe600"
        banner: "#ffe600"
        bannerText: "#000000"
        panel: "#000000"
        tile: "#ffe600"
        tileText: "#000000"
        tilePressed: "#ffffff"
        rowPressed: "#2b2700"
        action: "#ffe600"
        tileOff: "#000000"
        tileOffText: "#ffe600"
        emergency: "#b00f1e"
        emergencyText: "#ffffff"
        emergencyBar: "#000000"
        emergencyBarText: "#ffe600"
        callDialing: "#000000"
        callDialingText: "#ffe600"
        callRinging: "#000000"
        callRingingText: "#ffe600"
        callConnected: "#ffe600"
        callConnectedText: "#000000"
        callFailing: "#ffe600"
        callFailingText: "#000000"
        callEnded: "#000000"
        callEndedText: "#ffe600"
        badgeText: "#000000"
        badgeLine: "#ffe600"
        bus: "#ffe600"
        trolleybus: "#ffe600"
        tram: "#ffe600"
        rail: "#ffe600"
        routeColours: false
    }

    // The colour of a route: its own, else that of its kind of vehicle.
    function routeColour(own: string, mode: string): color {
        if (own !== "" && colours.routeColours)
            return own;
        switch (mode) {
        case "trolleybus":
            return colours.trolleybus;
        case "tram":
            return colours.tram;
        case "rail":
            return colours.rail;
        }
        return colours.bus;
    }

    // The dashes of a line on the map; none, an unbroken line, where its colour tells which it is.
    function dash(pattern: int): var {
        return colours.routeColours ? [] : dashes[pattern % dashes.length];
    }

    // What is written on it: the text colour that goes with its own colour, else the theme's.
    function routeInk(own: string, ownText: string): color {
        return own !== "" && colours.routeColours ? ownText : colours.badgeText;
    }

    function px(size: real): int {
        return Math.round(size * unit);
    }

    function text(size: real): int {
        return Math.round(size * unit * textScale);
    }
}
