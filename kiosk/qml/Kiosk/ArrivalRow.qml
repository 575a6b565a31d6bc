import QtQuick

// One departure: which bus, where to, and when, each as sure as it is.
Item {
    id: row

    required property string key
    required property string route
    required property string routeColor
    required property string routeTextColor
    required property string mode
    required property string icon
    required property string headsign
    required property string due
    required property string dueUnit
    required property string below
    required property bool belowStruck
    required property string warning
    required property string remarks
    required property string look
    required property bool lowFloor
    required property string spoken
    required property bool afterGap
    required property int index
    property int step: 0
    property bool ruled: true

    readonly property bool sure: look === "live" || look === "ageing"
    readonly property color ink: sure ? Theme.colours.text : Theme.colours.quiet

    signal activated(string key)

    // Parts joined by " · " as a text whose lines end only between two parts.
    function unbroken(parts: string): string {
        return parts.replace(/ (?!· )/g, "\u00a0");
    }
    function longestWord(text: string): string {
        return text.split(" ").reduce((longest, word) => word.length > longest.length ? word : longest, "");
    }

    Accessible.name: spoken
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated(key)
    objectName: "row"

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: row.activated(row.key)
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.colours.rowPressed
        visible: tap.pressed
    }
    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.colours.line
        height: Theme.hairline
        visible: row.ruled
        width: parent.width
    }
    // Rows were left out before this one: the board has turned its page.
    Rectangle {
        color: Theme.colours.quiet
        height: Theme.gapLine
        radius: height / 2
        visible: row.afterGap
        width: parent.width
        y: -height / 2 - Theme.hairline / 2
    }
    RouteBadge {
        id: badge

        anchors.verticalCenter: parent.verticalCenter
        icon: row.icon
        mode: row.mode
        route: row.route
        routeColor: row.routeColor
        routeTextColor: row.routeTextColor
    }
    // On several lines no font is fitted to the width: a long word would run into the time.
    TextMetrics {
        id: word

        font.family: Theme.family
        font.pixelSize: Theme.headsign
        font.weight: Font.Medium
        text: Theme.rowLines > 1 ? row.longestWord(row.headsign) : ""
    }
    Column {
        anchors.left: badge.right
        anchors.leftMargin: Theme.gap
        anchors.right: time.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        objectName: "words"
        spacing: Theme.px(4)

        Label {
            color: row.look === "cancelled" ? Theme.colours.quiet : Theme.colours.text
            font.pixelSize: Math.max(Math.min(Theme.headsign, Theme.headsign * width / Math.max(word.advanceWidth, 1)), Theme.headsignLeast)
            font.weight: Font.Medium
            fontSizeMode: Theme.rowLines > 1 ? Text.FixedSize : Text.HorizontalFit
            maximumLineCount: Theme.rowLines
            minimumPixelSize: Theme.headsignLeast
            text: row.headsign
            width: parent.width
            wrapMode: Theme.rowLines > 1 ? Text.WordWrap : Text.NoWrap
        }
        Row {
            id: second

            spacing: Theme.gapTiny
            visible: row.warning !== "" || row.remarks !== ""
            width: parent.width

            Icon {
                id: wheelchair

                anchors.verticalCenter: parent.verticalCenter
                color: Theme.colours.quiet
                name: "disabled"
                size: Theme.text(32)
                visible: row.lowFloor
            }
            Label {
                id: warning

                anchors.verticalCenter: parent.verticalCenter
                color: Theme.colours.late
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
                text: row.warning
                visible: row.warning !== ""
                width: Math.min(implicitWidth, second.width)
            }
            // Remarks are read whole or not at all: a line ends between two of them, and the first line is shown.
            Label {
                readonly property bool several: row.remarks !== "" && (row.warning !== "" || row.remarks.includes(" · "))

                anchors.verticalCenter: parent.verticalCenter
                color: Theme.colours.quiet
                elide: several ? Text.ElideNone : Text.ElideRight
                font.pixelSize: Theme.small
                objectName: "remarks"
                text: several ? row.unbroken((row.warning === "" ? "" : "\u200b· ") + row.remarks) : row.remarks
                width: second.width - x
                wrapMode: several ? Text.WordWrap : Text.NoWrap
            }
        }
    }
    Column {
        id: time

        anchors.right: mark.left
        anchors.rightMargin: Theme.gapTiny
        anchors.verticalCenter: parent.verticalCenter
        objectName: "time"
        spacing: -Theme.px(4)

        Row {
            id: when

            anchors.right: parent.right
            spacing: Theme.gapTiny

            Label {
                id: due

                readonly property bool numeric: row.due.length <= 5

                color: row.look === "cancelled" ? Theme.colours.text : row.ink
                font.pixelSize: numeric ? Theme.minutes : row.look === "interval" ? Theme.body : Theme.word
                font.weight: row.sure ? Font.Bold : numeric ? Font.Normal : Font.DemiBold
                lineHeight: font.pixelSize * 1.05
                lineHeightMode: Text.FixedHeight
                text: row.due
            }
            Label {
                anchors.baseline: due.baseline
                color: row.ink
                font.pixelSize: Theme.minutesUnit
                font.weight: row.sure ? Font.Medium : Font.Normal
                text: row.dueUnit
                visible: text !== ""
            }
        }
        Label {
            anchors.right: parent.right
            color: Theme.colours.quiet
            font.pixelSize: Theme.small
            font.strikeout: row.belowStruck
            text: row.below
            visible: text !== ""
        }
    }
    Item {
        id: mark

        anchors.right: parent.right
        height: Theme.mark
        width: Theme.mark
        y: time.y + (when.height - height) / 2

        Icon {
            color: row.look === "live" ? Theme.colours.live : Theme.colours.quiet
            name: row.look === "live" ? "rss@" + (row.step + 1) : "rss@1"
            size: Theme.mark
            visible: row.sure
        }
    }
}
