pragma ComponentBehavior: Bound
import QtQuick

// One alert: whom it concerns, what happens, until when.
Rectangle {
    id: card

    required property string header
    required property string text
    required property string period
    required property bool severe
    required property var routes
    required property string everybody
    required property string spoken

    Accessible.name: spoken
    Accessible.role: Accessible.StaticText
    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: Theme.colours.panel
    height: words.height + 2 * Theme.gap + Theme.gapTiny
    objectName: "alert"
    radius: Theme.radius

    Rectangle {
        color: card.severe ? Theme.colours.headerLate : Theme.colours.line
        bottomLeftRadius: Theme.radius
        height: parent.height
        topLeftRadius: Theme.radius
        width: Theme.px(16)
    }
    Icon {
        id: sign

        color: Theme.colours.text
        name: card.severe ? "alert-triangle" : "info-circle"
        size: Theme.text(48)
        x: Theme.px(48)
        y: Theme.gap + Theme.px(4)
    }
    Column {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        spacing: Theme.gapSmall
        y: Theme.gap

        Label {
            Accessible.ignored: true
            font.pixelSize: Theme.text(40)
            font.weight: Font.DemiBold
            maximumLineCount: 6
            text: card.header
            width: parent.width
            wrapMode: Text.Wrap
        }
        Row {
            spacing: Theme.gapTiny
            visible: card.period !== ""
            width: parent.width

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.colours.late
                name: "clock"
                size: Theme.text(34)
            }
            Label {
                color: Theme.colours.late
                font.weight: Font.DemiBold
                maximumLineCount: 2
                text: card.period
                width: parent.width - x
                wrapMode: Text.Wrap
            }
        }
        Flow {
            spacing: Theme.gapTiny
            width: parent.width

            Repeater {
                model: card.routes

                RouteBadge {
                    required property var modelData

                    mode: modelData.mode
                    route: modelData.route
                    routeColor: modelData.routeColor
                    routeTextColor: modelData.routeTextColor
                    small: true
                }
            }
            Label {
                color: Theme.colours.quiet
                font.weight: Font.Medium
                text: card.everybody
                visible: text !== ""
            }
        }
        Label {
            color: Theme.colours.text
            font.pixelSize: Theme.text(34)
            lineHeight: 1.2
            maximumLineCount: 60
            text: card.text
            visible: text !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
