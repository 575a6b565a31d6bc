import QtQuick

// An address as people compare it with their phone's: whose page it is, and then the rest.
Column {
    id: address

    required property string host
    required property string path

    Label {
        font.pixelSize: Theme.hostName
        font.weight: Font.Bold
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(24)
        objectName: "host"
        text: address.host
        width: parent.width
    }
    Label {
        font.pixelSize: Theme.pathName
        maximumLineCount: 3
        objectName: "path"
        // A line may end after a sign rather than in a word: the breaks have no width.
        text: address.path.replace(/[\/_?&=-]/g, "$&\u200b")
        visible: text !== ""
        width: parent.width
        wrapMode: Text.Wrap
    }
}
