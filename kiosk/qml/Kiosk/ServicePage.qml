import QtQuick
import Kiosk.Screens

// One service: first on the passenger's own phone, second on this screen.
Page {
    id: page

    required property ServicesScreen services

    readonly property int gap: Theme.gap

    title: ""

    actions: [
        ScrollButton {
            direction: -1
            target: about
        },
        ScrollButton {
            direction: 1
            target: about
        }
    ]

    Strip {
        id: ended

        closes: true
        icon: page.services.endedIcon
        more: page.services.endedMore
        objectName: "ended"
        text: page.services.ended
        visible: text !== ""
        width: about.width
        y: Theme.gapTiny

        onClosed: page.services.putEndAway()
    }
    ServiceAbout {
        id: about

        height: (page.portrait ? card.y - page.gap : parent.height) - y
        services: page.services
        visible: page.services.known
        width: page.portrait ? parent.width : card.x - 2 * page.gap
        y: ended.visible ? ended.y + ended.height + page.gap : Theme.gapTiny
    }
    FadeBelow {
        target: about
    }
    PhoneCard {
        id: card

        readonly property real lowest: here.visible ? here.y : parent.height

        // As large as the words above it allow; larger letters need the width beside it.
        beside: Theme.textSize > 0 ? Theme.qr : Math.max(Theme.qr, Math.min(Theme.qrLargest, lowest - about.y - about.contentHeight - 4 * page.gap))
        content: page.services.address
        height: page.portrait ? implicitHeight : parent.height - y - Theme.gap
        host: page.services.host
        path: page.services.path
        title: page.portrait ? qsTr("Point the camera of your own phone here") : qsTr("Point your phone here")
        visible: page.services.known
        wide: page.portrait
        width: page.portrait ? parent.width : Theme.phoneCard
        x: parent.width - width
        y: page.portrait ? lowest - height - page.gap : Theme.gapTiny
    }
    OpenHere {
        id: here

        height: implicitHeight
        parent: page.portrait ? card.parent : page.aside
        portrait: page.portrait
        services: page.services
        width: parent.width - (page.portrait ? 0 : 2 * Theme.gap)
        x: page.portrait ? 0 : Theme.gap
        y: parent.height - height - (page.portrait ? Theme.gap : 0)
    }
    Notice {
        anchors.centerIn: parent
        icon: "info-circle"
        more: ""
        text: qsTr("This service is no longer offered here")
        visible: !page.services.known
        width: parent.width
    }
}
