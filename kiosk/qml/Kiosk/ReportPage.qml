pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Screens

// Something is wrong here: said with one touch, without a word to type.
Page {
    id: page

    required property ReportScreen report

    readonly property bool done: report.thanked !== ""
    // Whole buttons only; the last place is that of "another bus".
    readonly property int fitting: {
        let left = room - another.height;
        for (let i = 0; i < list.count; i++) {
            left -= (list.itemAt(i) as ReportChoice).height + Theme.touchGap;
            if (left < 0)
                return i;
        }
        return list.count;
    }
    readonly property real room: (portrait ? others.y - Theme.gap : buses.parent.height - Theme.gap) - buses.y

    title: done ? "" : qsTr("What is wrong?")

    Label {
        id: heading

        color: Theme.colours.quiet
        font.pixelSize: Theme.serviceWord
        text: qsTr("This bus did not come:")
        visible: !page.done && page.report.count > 0
        width: buses.width
    }
    Column {
        id: buses

        spacing: Theme.touchGap
        visible: !page.done
        width: page.portrait ? parent.width : (parent.width - Theme.gap) / 2
        y: heading.visible ? heading.height + Theme.gapSmall : Theme.gapTiny

        Repeater {
            id: list

            model: page.report.buses

            ReportChoice {
                id: bus

                required property string key
                required property string route
                required property string routeColor
                required property string routeTextColor
                required property string headsign
                required property string expected
                required property int index

                note: headsign === "" ? "" : expected
                objectName: "reportBus"
                text: headsign === "" ? expected : headsign
                visible: index < page.fitting
                width: buses.width

                onActivated: page.report.send("no-bus", key)

                RouteBadge {
                    mode: "bus"
                    route: bus.route
                    routeColor: bus.routeColor
                    routeTextColor: bus.routeTextColor
                }
            }
        }
        ReportChoice {
            id: another

            icon: "bus-off"
            objectName: "reportNoBus"
            text: page.report.count > 0 ? qsTr("Another bus did not come") : qsTr("The bus did not come")
            width: buses.width

            onActivated: page.report.send("no-bus")
        }
    }
    Column {
        id: others

        spacing: Theme.touchGap
        visible: !page.done
        width: buses.width
        x: page.portrait ? 0 : parent.width - width
        y: page.portrait ? parent.height - height - Theme.gap : buses.y

        ReportChoice {
            icon: "device-tv-off"
            objectName: "reportScreenWrong"
            text: qsTr("The screen shows something wrong")
            width: others.width

            onActivated: page.report.send("screen-wrong")
        }
        ReportChoice {
            icon: "hand-finger-off"
            objectName: "reportButtonBroken"
            text: qsTr("A button does not work")
            width: others.width

            onActivated: page.report.send("button-broken")
        }
        ReportChoice {
            icon: "snowflake"
            objectName: "reportCold"
            text: qsTr("It is cold here")
            width: others.width

            onActivated: page.report.send("cold")
        }
    }
    Notice {
        anchors.centerIn: parent
        icon: "circle-check"
        more: qsTr("It is kept at this stop for those who look after it. There will be no answer on this screen.")
        objectName: "reportThanks"
        text: qsTr("Thank you, it is written down")
        visible: page.done
        width: parent.width
    }
}
